import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageFont

RECIPE = Path(__file__).parents[2] / "models" / "recipes" / "plates"
MODULES = ("material", "drawing", "degrading", "surroundings", "lookalikes", "scenes")


@pytest.fixture
def recipe(monkeypatch):
    """The modules of the recipe, which import each other by their bare names."""
    monkeypatch.syspath_prepend(str(RECIPE))
    before = {name: sys.modules.pop(name, None) for name in MODULES}
    yield __import__
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.modules.update({name: module for name, module in before.items() if module is not None})


def stock(recipe):
    letters = [ImageFont.load_default(40).font_bytes]
    rng = np.random.default_rng(1)
    plates = [recipe("drawing").plate(rng, letters, letters) for _ in range(12)]
    lookalikes = [recipe("lookalikes").lookalike(rng, letters) for _ in range(24)]
    photograph = rng.integers(0, 255, (300, 400, 3), dtype=np.uint8)
    return recipe("scenes").Stock(plates, lookalikes, [photograph])


def test_a_scene_says_where_its_plates_are(recipe):
    made = stock(recipe)
    scenes = [recipe("scenes").scene(np.random.default_rng(seed), made) for seed in range(40)]
    assert all(each.pixels.shape == (192, 192, 3) and each.pixels.dtype == np.uint8 for each in scenes)
    assert {float(value) for each in scenes for value in np.unique(each.cores)} == {-1.0, 0.0, 1.0}
    assert all((each.edges > 0).all() for each in scenes)
    with_plates = [each for each in scenes if (each.cores == 1).any()]
    assert 10 < len(with_plates) < 40
    for each in with_plates:
        down, across = (int(at[0]) for at in np.nonzero(each.cores == 1))
        left, top, right, bottom = each.edges[:, down, across]
        assert left + right >= 8
        assert top + bottom >= 4


def test_the_same_seed_gives_the_same_scene(recipe):
    made = stock(recipe)
    one, other = (recipe("scenes").scene(np.random.default_rng(7), made) for _ in range(2))
    assert (one.pixels == other.pixels).all()
    assert (one.cores == other.cores).all()


def test_missing_material_is_named(recipe, tmp_path):
    with pytest.raises(FileNotFoundError, match="README"):
        recipe("material").photographs(tmp_path)
