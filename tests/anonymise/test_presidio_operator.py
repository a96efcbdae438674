"""Presidio's operators as ours."""

import pytest

from redact.anonymise.presidio import PresidioOperator, PresidioOptions
from redact.contracts import Mention, Secrets
from redact.errors import MissingError, PolicyError
from redact.types import Effect, Finding, Keep, NewText, TextSpan

pytest.importorskip("presidio_anonymizer")
KEY = Secrets(b"k" * 32)


def asked(operator: str, secrets: Secrets = KEY, **params: object) -> NewText | Keep:
    finding = Finding("PERSON", (TextSpan("p", 0, 9),), 0.9, "test")
    return PresidioOperator(PresidioOptions(operator, params), secrets).replace(
        Mention(finding, finding.regions[0], "Mary Hill")
    )


def shout(text: str) -> str:
    return f"<{len(text)}>"


@pytest.mark.parametrize(
    ("operator", "params", "expected"),
    [
        ("replace", {}, "<PERSON>"),
        ("replace", {"new_value": "somebody"}, "somebody"),
        ("redact", {}, ""),
        ("mask", {"masking_char": "*", "chars_to_mask": 4, "from_end": True}, "Mary ****"),
        ("custom", {"lambda": "tests.anonymise.test_presidio_operator:shout"}, "<9>"),
        ("presidio_anonymizer.operators:Redact", {}, ""),
    ],
)
def test_an_operator_of_presidio_says_what_goes_in(operator, params, expected):
    assert asked(operator, **params) == NewText(expected)


def test_keep_keeps():
    assert asked("keep") == Keep()


def test_hash_is_keyed_and_the_same_each_time():
    assert asked("hash") == asked("hash")
    assert asked("hash") != asked("hash", Secrets(b"l" * 32))
    with pytest.raises(PolicyError):
        asked("hash", Secrets())


@pytest.mark.parametrize(
    ("operator", "params", "error"),
    [
        ("encrypt", {"key": "k" * 16}, PolicyError),
        ("no such", {}, PolicyError),
        ("mask", {"masking_char": "**", "chars_to_mask": 4, "from_end": True}, PolicyError),
        ("no_module:Thing", {}, MissingError),
        ("custom", {}, MissingError),
    ],
)
def test_what_cannot_work_is_refused(operator, params, error):
    with pytest.raises(error) as caught:
        asked(operator, **params)
    assert "Mary" not in str(caught.value)


@pytest.mark.parametrize(
    ("operator", "effect"),
    [("replace", Effect.MASKED), ("hash", Effect.PSEUDONYMISED), ("redact", Effect.REMOVED), ("keep", Effect.KEPT)],
)
def test_the_effect_follows_the_operator(operator, effect):
    assert PresidioOperator(PresidioOptions(operator), KEY).effect is effect


def test_a_missing_package_is_named_with_its_command(monkeypatch):
    monkeypatch.setattr("redact.anonymise.presidio.find_spec", lambda _: None)
    with pytest.raises(MissingError, match=r"pip install 'redact\[presidio\]'"):
        PresidioOperator(PresidioOptions(), KEY)
