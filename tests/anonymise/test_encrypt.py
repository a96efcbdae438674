"""Values that only the key gives back, in our form and in Presidio's, read by Presidio itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.anonymise.encrypt import Encrypt, decrypted, presidio_key
from redact.detect.put_in import PUT_IN
from tests.anonymise.made import KEY, mention, new, text_of


@pytest.mark.parametrize("form", ["siv", "presidio"])
@given(value=st.text(max_size=60))
def test_what_was_encrypted_comes_back(form: str, value: str) -> None:
    put = text_of(new(Encrypt, form=form), mention("PERSON", value))
    assert decrypted(put, "PERSON", KEY, form) == value
    assert PUT_IN.fullmatch(put)


@pytest.mark.parametrize("form", ["siv", "presidio"])
def test_another_key_does_not_open_it(form: str) -> None:
    put = text_of(new(Encrypt, form=form), mention("PERSON", "Kim"))
    assert text_of(new(Encrypt, form=form), mention("PERSON", "Kim")) == put
    for key in (bytes(32), bytes(range(1, 33))):
        try:
            assert decrypted(put, "PERSON", key, form) != "Kim"
        except ValueError as error:
            assert "does not open" in str(error)  # CBC may open to rubbish: both are right


@pytest.mark.parametrize("text", ["", "⟨⟩", "⟨a⟩", "⟨ÄÖ⟩", "⟨AAAA⟩"])
@pytest.mark.parametrize("form", ["siv", "presidio"])
def test_what_was_never_encrypted_is_said(form: str, text: str) -> None:
    with pytest.raises(ValueError, match="does not open"):
        decrypted(text, "PERSON", KEY, form)


@pytest.mark.parametrize("key", [bytes(range(16)), bytes(range(24)), bytes(range(32)), bytes(range(40))])
def test_presidio_reads_what_is_made_for_it(key: bytes) -> None:
    engine = pytest.importorskip("presidio_anonymizer")
    entities = pytest.importorskip("presidio_anonymizer.entities")
    sealed = text_of(new(Encrypt, key, form="presidio"), mention("PERSON", "Zoë Ångström"))
    text = f"Dear {sealed}, thank you."
    start = text.index("⟨") + 1
    there = entities.OperatorResult(start, text.index("⟩"), "PERSON")
    operators = {"DEFAULT": entities.OperatorConfig("decrypt", {"key": presidio_key(key)})}
    given_back = engine.DeanonymizeEngine().deanonymize(text=text, entities=[there], operators=operators)
    assert given_back.text == "Dear ⟨Zoë Ångström⟩, thank you."


def test_we_read_what_presidio_wrote() -> None:
    operators = pytest.importorskip("presidio_anonymizer.operators")
    sealed = operators.Encrypt().operate(text="Kim Bow", params={"key": KEY})
    assert decrypted(f"⟨{sealed}⟩", "PERSON", KEY, "presidio") == "Kim Bow"


def test_a_key_that_presidio_can_take_is_taken_as_it_is() -> None:
    assert presidio_key(KEY) == KEY
    assert len(presidio_key(bytes(20))) == 32
