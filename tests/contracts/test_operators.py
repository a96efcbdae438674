"""What holds for every operator, whatever stood there."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact import registry
from redact.contracts import Mention, Operator, Secrets
from redact.entities import ENTITY_TYPES
from redact.types import (
    Box,
    Disguise,
    Drop,
    Effect,
    Fill,
    Finding,
    Keep,
    KeyFrame,
    Modality,
    NewText,
    Noise,
    Region,
    Spoken,
    TextSpan,
    TimeRange,
    Tone,
    Track,
)
from tests.contracts.registered import made

KEY = b"a key of thirty-two bytes to try"
NAMES = sorted(registry.available("operators"))
HIDING = {"mask", "replace", "remove", "pseudonymise", "hash", "encrypt"}
every_operator = pytest.mark.parametrize("operator", NAMES, indirect=True, scope="module")
REGIONS: dict[Modality, Region] = {
    Modality.TEXT: TextSpan("p", 3, 9),
    Modality.IMAGE: Box("p", 0, 0, 9, 9),
    Modality.VIDEO: Track("p", (KeyFrame(0.0, Box("p", 0, 0, 9, 9)),)),
    Modality.AUDIO: TimeRange("p", 0.5, 1.5),
}
FITS: dict[Modality, tuple[type, ...]] = {
    Modality.TEXT: (NewText, Drop, Keep),
    Modality.IMAGE: (Fill, Drop, Keep),
    Modality.VIDEO: (Fill, Drop, Keep),
    Modality.AUDIO: (Tone, Noise, Spoken, Disguise, Drop, Keep),
}
VALUES = st.one_of(
    st.text(st.characters(categories=["L", "N"]), min_size=6, max_size=30),
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        ["12 March 1987", "1987-03-12", "12/03/1987", "LS1 4DY", "age 47", "Zelphora Quindriss", "a@b.example"]
    ),
)


def new(name: str) -> Operator:
    return made("operators", name, Secrets(KEY))


@pytest.fixture(scope="module")
def operator(request: pytest.FixtureRequest) -> Operator:
    return new(request.param)


@st.composite
def mentions(draw: st.DrawFn, modality: Modality) -> Mention:
    region = REGIONS[modality]
    finding = Finding(draw(st.sampled_from([*ENTITY_TYPES, "SHOE_SIZE"])), (region,), 0.8, "rule", subject="s1")
    return Mention(finding, region, draw(VALUES) if modality in {Modality.TEXT, Modality.AUDIO} else "")


@every_operator
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_it_puts_there_fits_the_medium_and_is_the_same_every_time(operator: Operator, data: Any) -> None:
    modality = data.draw(st.sampled_from(sorted(operator.modalities)))
    mention = data.draw(mentions(modality))
    put = operator.replace(mention)
    assert isinstance(put, FITS[modality])
    assert operator.replace(mention) == put


@every_operator
def test_it_says_what_it_does_and_serves_a_medium(operator: Operator) -> None:
    assert operator.effect in set(Effect)
    assert operator.modalities
    assert operator.modalities <= set(Modality)


@pytest.mark.parametrize("name", sorted(HIDING))
@settings(deadline=None)
@given(value=st.text(st.characters(categories=["Lu", "Nd"]), min_size=6, max_size=30).filter("PERSON".__ne__))
def test_what_hides_a_value_never_gives_it_back(name: str, value: str) -> None:
    operator = new(name)
    put = operator.replace(
        Mention(Finding("PERSON", (REGIONS[Modality.TEXT],), 0.8, "rule"), REGIONS[Modality.TEXT], value)
    )
    assert isinstance(put, (NewText, Drop))
    if isinstance(put, NewText):
        assert value.casefold() not in put.text.casefold()


@pytest.mark.parametrize("name", ["pseudonymise", "hash", "encrypt"])
def test_keyed_operators_agree_in_every_process_and_differ_between_keys(name: str) -> None:
    mention = Mention(Finding("PERSON", (REGIONS[Modality.TEXT],), 0.8, "rule"), REGIONS[Modality.TEXT], "Zelphora")
    assert new(name).replace(mention) == new(name).replace(mention)
    assert made("operators", name, Secrets(KEY[::-1])).replace(mention) != new(name).replace(mention)


@every_operator
def test_neither_the_operator_nor_its_secrets_show_the_key(operator: Operator) -> None:
    assert "thirty" not in repr(operator)
    assert "thirty" not in repr(Secrets(KEY))
