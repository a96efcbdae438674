"""Operators with and without a key: the same in, the same out, and nothing of the value in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.anonymise.encrypt import Encrypt, decrypted
from redact.anonymise.hash import Hash
from redact.anonymise.keep import KeepOperator
from redact.anonymise.key import find_key, parsed_key
from redact.anonymise.mask import Mask
from redact.anonymise.pseudonymise import Pseudonymise
from redact.anonymise.remove import Remove
from redact.anonymise.replace import Replace
from redact.contracts import Mention, Secrets
from redact.errors import PolicyError
from redact.types import Finding, Keep, TextSpan

KEY = bytes(range(32))
SPAN = TextSpan("p", 0, 3)


def mention(value: str, subject: str | None = None) -> Mention:
    return Mention(Finding("PERSON", (SPAN,), 1.0, "d", subject), SPAN, value)


def put(kind: Any, value: str, key: bytes | None = KEY, subject: str | None = None, **options: Any) -> str:
    return kind(kind.Options(**options), Secrets(key)).replace(mention(value, subject)).text


def test_labels_say_what_stood_there_and_which_one() -> None:
    assert put(Replace, "Al") == "[Person]"
    assert put(Replace, "Al", subject="PERSON-3", numbered=True) == "[Person 3]"
    assert put(Replace, "Al", text="---") == "---"


@pytest.mark.parametrize("options", [{}, {"numbered": True}, {"text": "---"}])
def test_labels_have_no_other_draw(options: dict[str, Any]) -> None:
    label, one = Replace(Replace.Options(**options), Secrets()), mention("Al", "PERSON-3")
    assert label.draws(one, 5) == label.replace(one)


@pytest.mark.parametrize("two", [{"numbered": True, "text": "x"}, {"surrogate": True, "text": "x"}])
def test_a_label_is_one_thing(two: dict[str, Any]) -> None:
    with pytest.raises(PolicyError, match="exclude"):
        put(Replace, "Al", **two)


@pytest.mark.parametrize(
    ("kind", "options", "always"),
    [
        (Mask, {}, "██████"),
        (Mask, {"keep_last": 1}, None),
        (Remove, {}, ""),
        (Replace, {}, "[Person]"),
        (Replace, {"text": "x"}, "x"),
        (Replace, {"numbered": True}, None),
        (Replace, {"surrogate": True}, None),
    ],
)
def test_what_is_always_the_same_is_said_beforehand(kind: Any, options: dict[str, Any], always: str | None) -> None:
    said = kind(kind.Options(**options), Secrets()).always("PERSON")
    assert (said and said.text) == always or (said is not None and said.text == always)


def test_nothing_and_keeping() -> None:
    assert put(Remove, "Al") == ""
    assert KeepOperator(KeepOperator.Options(), Secrets()).replace(mention("Al")) == Keep()


def test_a_pseudonym_follows_the_value_and_the_key() -> None:
    token = put(Pseudonymise, "Kim  Bow")
    assert token == put(Pseudonymise, "kim bow") == "PERSON_" + token[7:]
    assert len({token, put(Pseudonymise, "Kim Bo"), put(Pseudonymise, "Kim Bow", bytes(32))}) == 3


@pytest.mark.parametrize("kind", [Pseudonymise, Hash, Encrypt])
def test_a_keyed_operator_without_a_key_is_refused_at_once(kind: Any) -> None:
    with pytest.raises(PolicyError, match="key"):
        kind(kind.Options(), Secrets())


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=3))
def test_what_is_put_there_holds_nothing_of_the_value(value: str) -> None:
    for kind in (Mask, Remove, Replace, Pseudonymise, Hash, Encrypt):
        text = put(kind, f"{value}ßẞ")
        assert f"{value}ßẞ" not in text
        assert text == put(kind, f"{value}ßẞ")


@given(st.text())
def test_what_was_encrypted_comes_back(value: str) -> None:
    assert decrypted(put(Encrypt, value), "PERSON", KEY) == value


def test_another_key_does_not_decrypt() -> None:
    with pytest.raises(ValueError, match="does not open"):
        decrypted(put(Encrypt, "Kim"), "PERSON", bytes(32))


def test_keys_are_read_in_any_form_and_short_ones_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert parsed_key(KEY.hex().encode(), "x") == KEY
    assert parsed_key(b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "x") == KEY
    with pytest.raises(PolicyError, match="fewer"):
        parsed_key(b"short", "x")
    monkeypatch.delenv("REDACT_KEY", raising=False)
    assert find_key() is None
    monkeypatch.setenv("REDACT_KEY", KEY.hex())
    assert find_key() == KEY
    (tmp_path / "k").write_text(f"{KEY.hex()}\n")
    assert find_key(tmp_path / "k") == KEY
    with pytest.raises(PolicyError, match="cannot be read"):
        find_key(tmp_path / "none")
