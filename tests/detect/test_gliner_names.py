"""A user's own GLiNER model: how it is opened, asked, read in windows, and what becomes of its answers."""

import json
import socket
import sys
import warnings

import pytest

from redact.detect.gliner_names import LABELS, GlinerDetector, GlinerOptions, _opened
from redact.errors import MissingError, PolicyError
from redact.registry import options_for
from redact.steps.seen import share_seen
from redact.types import Looked, Modality, Part, TextSpan
from tests.found import findings_of
from tests.small_models import asking

TEXT = "so Zelphora Quindriss met b in Leeds ."
FILLER = "so it was and then "
ASKED = {"person": "PERSON", "location": "LOCATION"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    pytest.importorskip("gliner", reason="needs the extra: pip install 'redact[gliner]'")
    return asking(tmp_path_factory.mktemp("asking"))


@pytest.fixture
def detector(folder):
    return GlinerDetector(GlinerOptions(str(folder), ASKED))


def found(detector: GlinerDetector, text: str) -> list[tuple[str, str]]:
    hits = []
    for finding in findings_of(detector, [Part("p1", Modality.TEXT, text)]):
        (span,) = finding.regions
        assert isinstance(span, TextSpan)
        assert finding.why
        assert 0.4 <= finding.score <= 0.9
        assert finding.detector == f"gliner/{finding.entity_type.lower()} 1"
        assert finding.entity_type in detector.entity_types
        hits.append((finding.entity_type, text[span.start : span.end]))
    return sorted(hits)


def test_answers_become_our_types(detector):
    assert found(detector, TEXT) == [("LOCATION", "Leeds"), ("PERSON", "Zelphora Quindriss")]


def test_the_policy_says_what_an_answer_is(folder):
    detector = GlinerDetector(GlinerOptions(str(folder), {"person": "CUSTOMER", "location": "LOCATION"}))
    assert detector.entity_types == {"CUSTOMER", "LOCATION"}
    assert ("CUSTOMER", "Zelphora Quindriss") in found(detector, TEXT)


def test_what_is_less_likely_is_not_reported(folder, detector):
    anything = GlinerDetector(GlinerOptions(str(folder), ASKED, least=0.0))
    assert set(found(detector, TEXT)) < set(found(anything, TEXT))


@pytest.mark.parametrize("before", [0, 1, 12, 24, 25, 26, 38, 39, 40, 41, 100])
def test_names_are_found_whole_wherever_windows_end(detector, before):
    text = FILLER * (before // 5) + "so " * (before % 5) + "Zelphora Quindriss " + FILLER * 20
    assert ("PERSON", "Zelphora Quindriss") in found(detector, text)


@pytest.mark.parametrize("text", ["x" * 99 + "; ! ? " * 300, "각" * 900, FILLER * 90, "xx" * 900])
def test_nothing_is_cut_off_by_the_library(detector, text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ("LOCATION", "Leeds") in found(detector, text + " it was in Leeds .")


def test_every_character_is_looked_at(detector):
    texts = (FILLER * 100, "x" * 3000, "각" * 300, "1 " * 300, "\n" * 900 + "Leeds", TEXT, "…")
    parts = [Part(f"p{at}", Modality.TEXT, text) for at, text in enumerate(texts)]
    looked = [each for each in detector.detect(parts) if isinstance(each, Looked)]
    assert share_seen("it", looked, parts) == 1.0
    assert len(looked) == len(parts)


def test_nothing_hangs_on_what_is_read_beside_it(detector):
    texts = [TEXT, FILLER * 30 + TEXT, "in Leeds .", TEXT]
    together = findings_of(detector, [Part(f"p{at}", Modality.TEXT, text) for at, text in enumerate(texts)])
    alone = [findings_of(detector, [Part(f"p{at}", Modality.TEXT, text)]) for at, text in enumerate(texts)]
    assert together == [finding for findings in alone for finding in findings]


def test_what_was_put_in_is_not_found_again(detector):
    assert found(detector, "[Person] [Place] [Person 3] PERSON_k3f9abcd2345efgh ██████") == []


def test_offsets_count_code_points_of_the_original(detector):
    text = "𝔘 x and Zel\u200bphora Quin\u00addriss and b ."
    assert ("PERSON", "Zel\u200bphora Quin\u00addriss") in found(detector, text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "🙂"])
def test_texts_without_words_are_no_trouble(detector, text):
    assert found(detector, text) == []


def test_no_address_is_looked_up_and_nothing_is_printed(folder, monkeypatch, capfd):
    def refused(*where: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    _opened.cache_clear()
    assert found(GlinerDetector(GlinerOptions(str(folder), ASKED)), TEXT)
    assert capfd.readouterr() == ("", "")


def test_a_model_whose_tokenizer_would_have_to_be_fetched_is_refused(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *where: pytest.fail("the network was asked"))
    told = json.loads((folder / "gliner_config.json").read_text("utf-8")) | {"model_name": "microsoft/none-such"}
    (tmp_path / "gliner_config.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(MissingError, match="cannot be opened"):
        found(GlinerDetector(GlinerOptions(str(tmp_path), ASKED)), TEXT)


def test_a_model_that_asks_for_code_from_elsewhere_is_refused(folder, tmp_path):
    told = json.loads((folder / "gliner_config.json").read_text("utf-8"))
    told["encoder_config"]["auto_map"] = {"AutoModel": "someone/else--code.Model"}
    (tmp_path / "gliner_config.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(MissingError, match="program code"):
        found(GlinerDetector(GlinerOptions(str(tmp_path), ASKED)), TEXT)


def test_labels_that_leave_no_room_for_text_are_refused(folder):
    many = {f"a kind of person number {number}": "PERSON" for number in range(20)}
    with pytest.raises(PolicyError, match="labels"):
        found(GlinerDetector(GlinerOptions(str(folder), many)), TEXT)


def test_without_the_extra_the_error_names_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "gliner", None)
    _opened.cache_clear()
    with pytest.raises(MissingError, match=r"redact\[gliner\]"):
        found(GlinerDetector(GlinerOptions(str(tmp_path))), TEXT)


def test_a_folder_that_is_not_there_is_refused_before_the_library_looks_elsewhere():
    with pytest.raises(MissingError, match="no folder"):
        found(GlinerDetector(GlinerOptions("urchade/gliner_small-v2.1")), TEXT)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "folder"),
        ({"folder": ""}, "folder"),
        ({"folder": ".", "least": -0.1}, "least"),
        ({"folder": ".", "labels": {}}, "labels"),
        ({"folder": ".", "labels": {"person": "person"}}, "person"),
        ({"folder": ".", "model": "x"}, "model"),
    ],
)
def test_options_that_cannot_work_are_refused_at_once(options, said):
    with pytest.raises(PolicyError, match=said):
        GlinerDetector(options_for(GlinerDetector, options, "detectors.gliner"))


def test_it_asks_for_what_names_are_unless_told_otherwise():
    assert GlinerDetector(GlinerOptions(".")).entity_types == set(LABELS.values())
