"""Presidio's recognisers as a detector: named in a policy, built without Presidio's engine, offline."""

import socket
from types import SimpleNamespace

import msgspec
import pytest

from redact.detect.presidio import PresidioDetector, PresidioOptions, Recogniser
from redact.errors import MissingError, PolicyError
from redact.types import Modality, Part
from tests.found import findings_of

pytest.importorskip("presidio_analyzer")


def found(detector, text, context=""):
    part = Part("p1", Modality.TEXT, text, context=context)
    return {(f.entity_type, text[f.regions[0].start : f.regions[0].end]) for f in findings_of(detector, [part])}


def test_a_recogniser_of_presidio_by_its_class_name():
    detector = PresidioDetector(
        PresidioOptions(("UsSsnRecognizer", "presidio_analyzer.predefined_recognizers:IbanRecognizer"))
    )
    assert ("US_SSN", "078-05-1123") in found(detector, "my ssn is 078-05-1123")
    assert ("IBAN_CODE", "GB33BUKB20201555555555") in found(detector, "to GB33BUKB20201555555555")


def test_a_recogniser_with_arguments_as_a_policy_writes_it():
    options = msgspec.convert(
        {
            "recognizers": [
                {
                    "name": "presidio_analyzer:PatternRecognizer",
                    "arguments": {"supported_entity": "BADGE", "deny_list": ["X-17", "X-18"]},
                }
            ],
            "entities": ["BADGE"],
        },
        PresidioOptions,
    )
    assert found(PresidioDetector(options), "badge X-17 and badge Y-17") == {("BADGE", "X-17")}


def test_a_word_nearby_raises_the_score():
    detector = PresidioDetector(PresidioOptions(("UsBankRecognizer",), score=0.3))
    assert found(detector, "945456787654") == set()
    assert found(detector, "bank 945456787654") == {("US_BANK_NUMBER", "945456787654")}
    assert found(detector, "945456787654", context="Bank") == {("US_BANK_NUMBER", "945456787654")}


def test_the_e_mail_recogniser_asks_nobody(monkeypatch):
    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    detector = PresidioDetector(PresidioOptions(("EmailRecognizer",)))
    assert found(detector, "write to mary@example.co.uk") == {("EMAIL_ADDRESS", "mary@example.co.uk")}


@pytest.mark.parametrize(
    ("recognizers", "error"),
    [
        ((), PolicyError),
        (("SpacyRecognizer",), PolicyError),
        (("NoSuchRecognizer",), MissingError),
        (("no_such_module:Thing",), MissingError),
        (("json:JSONDecoder",), PolicyError),
        ((Recogniser("UsSsnRecognizer", {"colour": "red"}),), PolicyError),
    ],
)
def test_what_cannot_work_is_refused_in_one_line(recognizers, error):
    with pytest.raises(error):
        found(PresidioDetector(PresidioOptions(recognizers)), "text")


def test_a_missing_package_is_named_with_its_command(monkeypatch):
    monkeypatch.setattr("redact.detect.presidio.find_spec", lambda _: None)
    with pytest.raises(MissingError, match=r"pip install 'redact\[presidio\]'"):
        PresidioDetector(PresidioOptions(("UsSsnRecognizer",)))


def test_results_without_extent_are_passed_over(monkeypatch):
    detector = PresidioDetector(PresidioOptions(("UsSsnRecognizer",)))
    (recogniser,) = detector._open()
    monkeypatch.setattr(
        recogniser, "analyze", lambda *_: [SimpleNamespace(entity_type="US_SSN", start=2, end=2, score=1)]
    )
    assert found(detector, "text") == set()
