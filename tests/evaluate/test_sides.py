"""Two sides on the same texts: each is asked for what it looks for, and both for the same where they are compared."""

import json
import socket

import pytest

from redact.errors import MissingError, PluginError, PolicyError
from redact.evaluate import ALL, SHARED, Side, Wanted, alone, beside, measure, ours
from redact.policy import load
from redact.redactor import Redactor
from redact.types import Finding, TextSpan

TEXT = "Ann rang 0123"
ROW = {
    "text": TEXT,
    "spans": [{"start": 0, "end": 3, "entity_type": "PER"}, {"start": 9, "end": 13, "entity_type": "TEL"}],
}
CASE = {"text": TEXT, "entity": "PER", "expected": [{"start": 0, "end": 3}]}


def side(name, types, *places):
    found = [Finding(kind, (TextSpan("text", start, end),), 1.0, "test") for kind, start, end in places]
    return Side(name, lambda texts: [found for _ in texts], types and frozenset(types))


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "data.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n{json.dumps(CASE)}\n", encoding="utf-8")
    return path


def test_what_a_side_does_not_look_for_is_said(data):
    one, other = measure(data, [side("one", None, ("PERSON", 0, 3)), side("other", ["TEL"], ("TEL", 9, 13))])
    assert (one.unknown, other.unknown) == (frozenset(), {"PERSON", "PER"})
    assert other.scores["TEL"].recall == 1.0 and one.scores["TEL"].recall == 0.0


def test_the_shared_line_counts_what_all_look_for(data):
    one, other = measure(data, [side("one", None, ("PERSON", 0, 3)), side("other", ["TEL"], ("TEL", 9, 13))])
    assert (one.scores[SHARED].spans, one.scores[SHARED].met, other.scores[SHARED].met) == (1, 0, 1)
    assert (one.scores[ALL].spans, one.held[SHARED].positives, one.held[ALL].positives) == (2, 0, 1)
    assert SHARED not in measure(data, [side("one", None)])[0].scores


def test_a_side_may_know_a_type_by_the_name_that_the_data_has(data):
    assert measure(data, [side("one", ["PER", "TEL"])])[0].unknown == frozenset()
    assert measure(data, [side("one", ["PERSON", "TEL"])])[0].unknown == frozenset()


def test_only_what_is_asked_for_is_counted(data):
    (one,) = measure(data, [side("one", None, ("TEL", 0, 13))], Wanted(frozenset({"PERSON"})))
    assert set(one.scores) == {"PERSON", ALL} and set(one.held) == {"PER", ALL}
    (none,) = measure(data, [side("one", None)], Wanted(frozenset({"TEL"})))
    assert not none.held


def test_one_detector_of_a_policy_alone():
    policy = alone(load("default"), "identifiers")
    found = Redactor(policy).detect_text("Ann Lee <ann@example.org> rang on 3 May 1987.")
    assert list(policy.detectors) == ["identifiers"] and "EMAIL_ADDRESS" in {one.entity_type for one in found}
    assert "PERSON" in (ours(Redactor("default")).types or ())


def test_a_detector_that_names_its_types_is_asked_for_no_other():
    types = ours(Redactor(alone(load("default"), "identifiers"))).types or frozenset()
    assert {"EMAIL_ADDRESS", "UK_NHS", "ADDRESS"} <= types and "PERSON" not in types
    assert ours(Redactor(alone(load("default"), "names"))).types is None


def test_nothing_else_to_compare_with():
    with pytest.raises(PolicyError, match="--beside presidio"):
        beside("nobody")


def test_a_missing_presidio_is_named_with_its_command(monkeypatch):
    monkeypatch.setattr("redact.evaluate.peers.find_spec", lambda _: None)
    with pytest.raises(MissingError, match=r"pip install 'redact\[presidio\]'"):
        beside("presidio")


@pytest.mark.models
def test_presidio_as_it_comes_without_a_network(data, monkeypatch):
    pytest.importorskip("presidio_analyzer")

    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    presidio = beside("presidio")
    text = "My name is John Smith, write to john@example.org"
    found, nothing = presidio.detect_texts([text, ""])
    assert {text[f.regions[0].start : f.regions[0].end] for f in found} >= {"John Smith", "john@example.org"}
    assert nothing == [] and presidio.knows(["PERSON"]) and presidio.knows(["US_ITIN"])
    assert not presidio.knows(["NATIONAL_ID"]) and not presidio.knows(["UK_DRIVING_LICENCE"])


@pytest.mark.models
def test_what_presidio_raises_holds_no_text(monkeypatch):
    pytest.importorskip("presidio_analyzer")

    def fail(*_):
        raise ValueError("secret words")

    presidio = beside("presidio")
    monkeypatch.setattr("presidio_analyzer.AnalyzerEngine.analyze", fail)
    with pytest.raises(PluginError) as caught:
        list(presidio.detect_texts(["secret words"]))
    assert "secret" not in str(caught.value)
