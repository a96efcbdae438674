import msgspec
import pytest

from redact.anonymise.obscure import Obscure, ObscureOptions
from redact.contracts import Mention, Secrets
from redact.types import Box, Effect, Fill, Finding

BOX = Box("i1", 0, 0, 5, 5)
MENTION = Mention(Finding("FACE", (BOX,), 0.9, "faces"), BOX, "")


def test_a_place_is_covered_in_black_by_default_which_removes_it():
    operator = Obscure(ObscureOptions(), Secrets())
    assert operator.replace(MENTION) == Fill((0, 0, 0), "solid", "box", 0.0)
    assert operator.effect is Effect.REMOVED


@pytest.mark.parametrize("style", ["blur", "pixelate"])
def test_blur_and_pixelation_only_mask(style):
    operator = Obscure(ObscureOptions(style=style, shape="ellipse", margin=0.2), Secrets())
    assert operator.replace(MENTION) == Fill((0, 0, 0), style, "ellipse", 0.2)
    assert operator.effect is Effect.MASKED


@pytest.mark.parametrize(
    "wrong", [{"style": "sepia"}, {"colour": [0, 0, 256]}, {"margin": -1}, {"shape": "star"}, {"x": 1}]
)
def test_options_that_cannot_be_painted_are_refused(wrong):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, ObscureOptions)
