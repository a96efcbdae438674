"""What is put over a place in a picture or a film."""

import msgspec
import pytest

from redact.anonymise.coarse_pixels import Blur, Pixelate
from redact.anonymise.fill import FillOperator
from redact.contracts import Mention, Secrets
from redact.types import Box, Effect, Fill, Finding, Release

BOX = Box("i1", 0, 0, 5, 5)
MENTION = Mention(Finding("FACE", (BOX,), 0.9, "faces"), BOX, "Zelphora", "zelphora", text="[Person 3]")


def test_a_place_is_covered_in_black_by_default_which_removes_it() -> None:
    operator = FillOperator(FillOperator.Options(), Secrets())
    assert operator.replace(MENTION) == Fill((0, 0, 0), "solid", "box", 0.0)
    assert operator.effect is Effect.REMOVED


def test_a_label_is_what_the_policy_puts_in_text_and_never_the_value() -> None:
    options = FillOperator.Options(colour=(1, 2, 3), shape="ellipse", margin=0.2, label=True)
    operator = FillOperator(options, Secrets())
    assert operator.replace(MENTION) == Fill((1, 2, 3), "solid", "ellipse", 0.2, "[Person 3]")
    assert operator.effect is Effect.MASKED


def test_an_exemption_is_written_where_the_policy_names_one_and_removes_all_the_same() -> None:
    operator = FillOperator(FillOperator.Options(label="code"), Secrets())
    assert operator.replace(msgspec.structs.replace(MENTION, code="FOIA s.40(2)")) == Fill(label="FOIA s.40(2)")
    assert operator.replace(MENTION) == Fill()
    assert operator.effect is Effect.REMOVED


def test_where_the_policy_puts_nothing_in_text_nothing_is_written() -> None:
    operator = FillOperator(FillOperator.Options(label=True), Secrets())
    assert operator.replace(msgspec.structs.replace(MENTION, text="")) == Fill()


@pytest.mark.parametrize(("plugin", "style"), [(Blur, "blur"), (Pixelate, "pixelate")])
def test_blur_and_pixelation_only_mask_and_are_not_for_the_public(plugin: type, style: str) -> None:
    operator = plugin(plugin.Options(cells=4, shape="ellipse", margin=0.2), Secrets())
    assert operator.replace(MENTION) == Fill((0, 0, 0), style, "ellipse", 0.2, cells=4)
    assert operator.effect is Effect.MASKED
    assert not operator.widest.covers(Release.OPEN)
    assert operator.widest.covers(Release.LIMITED)


@pytest.mark.parametrize(
    ("plugin", "wrong"),
    [
        (FillOperator, {"style": "blur"}),
        (FillOperator, {"colour": [0, 0, 256]}),
        (FillOperator, {"margin": -1}),
        (FillOperator, {"shape": "star"}),
        (FillOperator, {"label": "name"}),
        (Blur, {"cells": 7}),
        (Pixelate, {"cells": 1}),
        (Pixelate, {"label": True}),
    ],
)
def test_options_that_cannot_be_painted_or_would_hide_too_little_are_refused(plugin: type, wrong: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, plugin.Options)
