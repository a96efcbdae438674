"""Tokens: one for a subject, in every process and order, under one key; and how two subjects with one are found."""

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact import Redactor
from redact.anonymise.pseudonymise import Pseudonymise
from redact.detect.put_in import PUT_IN
from redact.errors import PolicyError
from redact.policy import parse
from tests.anonymise.made import mention, new, of_sarah, text_of

TOKENS = new(Pseudonymise)


def put(entity_type: str, value: str, subject: str = "", number: str | None = None) -> str:
    return text_of(TOKENS, mention(entity_type, value, subject, number))


def test_all_mentions_of_a_person_get_one_token() -> None:
    names = ["Dr Sarah Jane Collins", "Mrs Collins", "S. Collins", "Col1ins"]
    assert len({text_of(TOKENS, of_sarah(name)) for name in names}) == 1


def test_addresses_of_a_person_carry_the_same_letters() -> None:
    person = text_of(TOKENS, of_sarah("Sarah")).removeprefix("PERSON_")
    assert text_of(TOKENS, of_sarah("s@b.example", "EMAIL_ADDRESS")) == f"EMAIL_ADDRESS_{person}"


def test_other_things_of_a_person_have_their_own() -> None:
    made = {put("DATE_TIME", value, "collins sarah", "PERSON-1") for value in ("1987-03-12", "1987-03-13")}
    assert len(made) == 2
    assert put("DATE_TIME", "1987-03-12", "collins sarah", "PERSON-1") == put("DATE_TIME", "1987-03-12")


def test_without_a_subject_the_value_decides_however_it_is_written() -> None:
    assert put("PERSON", "Kim  Bow") == put("PERSON", "kim bow")
    assert put("PERSON", "Kim Bow") != put("PERSON", "Kim Bo")
    assert put("PERSON", "!?") != put("PERSON", "?!")


@given(
    st.lists(st.tuples(st.sampled_from(["PERSON", "UK_NHS"]), st.text(max_size=9), st.text(max_size=9))), st.randoms()
)
def test_order_and_batch_make_no_difference(told: list[tuple[str, str, str]], chance: random.Random) -> None:
    mixed = list(told)
    chance.shuffle(mixed)
    first, again = new(Pseudonymise), new(Pseudonymise)
    made = {each: text_of(first, mention(*each)) for each in told}
    assert {each: text_of(again, mention(*each)) for each in mixed} == made


def test_another_process_gives_the_same() -> None:
    code = (
        "from tests.anonymise.made import *; from redact.anonymise.pseudonymise import Pseudonymise;"
        "print(text_of(new(Pseudonymise), of_sarah('Sarah')));"
        "print(text_of(new(Pseudonymise, form='surrogate', origin=True), of_sarah('Sarah Collins')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    surrogate = new(Pseudonymise, form="surrogate", origin=True)
    assert run.stdout.splitlines() == [
        text_of(TOKENS, of_sarah("Sarah")),
        text_of(surrogate, of_sarah("Sarah Collins")),
    ]


@pytest.mark.parametrize("length", [8, 16, 32, 33, 52])
def test_tokens_of_every_length_are_known_as_put_in(length: int) -> None:
    token = text_of(new(Pseudonymise, length=length), of_sarah("Sarah"))
    assert len(token) == len("PERSON_") + length
    assert PUT_IN.fullmatch(token)


def test_bad_options_and_no_key_are_refused() -> None:
    for options in ({"length": 7}, {"length": 53}, {"form": "name"}):
        with pytest.raises(PolicyError):
            new(Pseudonymise, **options)
    with pytest.raises(PolicyError, match="needs a key"):
        new(Pseudonymise, None)


def test_short_tokens_collide_no_more_than_their_bits_say() -> None:
    short = new(Pseudonymise, length=8)
    tokens = [text_of(short, mention("PERSON", str(n))) for n in range(20_000)]
    assert len(tokens) - len(set(tokens)) <= 2


def test_a_value_that_is_called_like_its_type_goes_like_any_other() -> None:
    policy = parse('name = "t"\nextends = "corpus"\n[detectors]\nnames = false\n')
    redactor = Redactor(policy, key=b"k" * 32)
    text = redactor.redact_text("Send it to @username, please.").text
    assert "@username" not in text
    assert "USERNAME_" in text
