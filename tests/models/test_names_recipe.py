"""The recipe of the names model: what it invents is marked rightly, and stays so; what it trains can be opened."""

import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch", reason="needs the extra: pip install 'redact[recipe]'")
pytest.importorskip("faker", reason="needs the extra: pip install 'redact[recipe]'")
pytest.importorskip("onnx", reason="needs the extra: pip install 'redact[recipe]'")

ROOT = Path(__file__).parents[2] / "models" / "recipes" / "names"
sys.path.insert(0, str(ROOT))

import torch  # noqa: E402  the recipe's folder must be on the path first
from encoded import SCORES, cut, encoded, tensors  # noqa: E402
from exporting import export, loaded, save  # noqa: E402
from marked import KINDS, Mark, Marked, joined  # noqa: E402
from network import Shape, Tagger  # noqa: E402
from noise import exchanged, roughened  # noqa: E402
from people import listed, origins, stranger  # noqa: E402
from sources import named  # noqa: E402
from templates import PRIVATE, instance, templates  # noqa: E402
from thinning import thinned  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402
from training import Course, Plan  # noqa: E402

from redact.detect.pieces import MARKS  # noqa: E402
from redact.detect.tagger import scored, tagger  # noqa: E402

BLOCKS = [(name, block) for name, blocks in templates().items() for block in blocks]
TOKENIZER = Path(__file__).parents[2] / "models" / "names" / "tokenizer.json"


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer.from_file(str(TOKENIZER))


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_template_can_be_filled(name):
    for block in templates()[name]:
        made = instance(block, Random(1), private=name in PRIVATE)
        assert "[[" not in made.text
        assert made.text.strip()
        assert all(made.text[mark.start : mark.end].strip() and mark.kind in KINDS for mark in made.marks)


def test_a_number_means_the_same_person_throughout():
    made = instance("{full:1} and {last:1}, {full:2}", Random(3))
    first, again, other = (made.text[mark.start : mark.end] for mark in made.marks)
    assert first.endswith(again)
    assert other != first


def test_a_title_is_no_part_of_a_name():
    made = instance("{title_last}", Random(5))
    (mark,) = made.marks
    assert mark.start > 0
    assert mark.end == len(made.text)


def test_names_that_are_measured_are_never_learnt():
    assert all(
        not set(listed(origin, key)) & set(listed(origin, key, held=True))
        for origin in origins()
        for key in ("given_f", "given_m", "family")
    )
    assert stranger(Random(1), "polish").family in listed("polish", "family", held=True)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6))
def test_exchanged_names_move_the_marks_with_the_text(seed):
    random = Random(seed)
    name, block = random.choice(BLOCKS)
    made = instance(block, random, private=name in PRIVATE)
    other = exchanged(made, random)
    kept = [mark for mark in made.marks if mark.kind not in ("PERSON", "LOCATION", "MASK")]
    moved = [mark for mark in other.marks if mark.kind not in ("PERSON", "LOCATION", "MASK")]
    whole = len(kept) == len(moved)  # a mark that an exchange cuts through is dropped
    assert not whole or [made.text[a:b] for a, b, _ in kept] == [other.text[a:b] for a, b, _ in moved]
    assert all(0 <= mark.start < mark.end <= len(other.text) for mark in other.marks)
    assert len(roughened(other, random).text) == len(other.text)


def test_two_texts_joined_keep_their_marks():
    one = Marked("a", "Mary", (Mark(0, 4, "PERSON"),), frozenset({"PERSON"}))
    both = joined(one, one)
    assert [both.text[mark.start : mark.end] for mark in both.marks] == ["Mary", "Mary"]


def test_a_handle_and_a_role_are_left_unknown_and_a_title_is_taken_off(tmp_path):
    row = '{"text": "@jo met the two leaders and Mr Hill", "spans": [%s]}\n'
    spans = ", ".join(
        f'{{"start": {start}, "end": {end}, "entity_type": "PERSON"}}' for start, end in ((0, 3), (8, 23), (28, 35))
    )
    (tmp_path / "toy.jsonl").write_text(row % spans)
    (text,) = named(tmp_path / "toy.jsonl")
    assert [text.text[mark.start : mark.end] for mark in text.marks] == ["Hill"]
    assert {(mark.start, mark.end) for mark in text.unknown} == {(0, 3), (12, 23)}


def test_pieces_are_wanted_where_the_mark_is_and_known_where_it_is_told(tokenizer):
    text = Marked(
        "a", "to Mary Hill", (Mark(3, 12, "PERSON"),), frozenset({"PERSON"}), unknown=(Mark(8, 12, "PERSON"),)
    )
    row = encoded(tokenizer, text)
    assert row.wanted[:, SCORES.index("PERSON")].tolist() == [0, 1, 1]
    assert row.known[:, SCORES.index("PERSON")].tolist() == [1, 1, 0]
    assert row.wanted[:, SCORES.index("START")].tolist() == [0, 1, 0]
    assert not row.known[:, SCORES.index("LOCATION")].any()
    assert [len(each.ids) for each in cut(row, 2)] == [2, 1]


def toy() -> Tagger:
    torch.manual_seed(1)
    return Tagger(Shape((0,), len(MARKS), len(SCORES)))


def test_a_tagger_learns_is_saved_and_says_the_same_as_a_graph(tokenizer, tmp_path, capsys):
    texts = [instance("{full} lives in {city}.", Random(seed)) for seed in range(40)]
    rows = [encoded(tokenizer, text) for text in texts]
    course = Course(thinned(toy(), rows, 256), Plan(2, rate=1e-3, per_template=0, warm=1))
    assert list(course.run(texts, tokenizer)) == [1, 2]
    first, second = (float(line.split("loss ")[1].split(",")[0]) for line in capsys.readouterr().out.splitlines())
    assert second < first
    save(course.averaged, tmp_path / "tagger.pt")
    again = loaded(tmp_path / "tagger.pt")
    export(again, TOKENIZER, {"PERSON": 0.5}, tmp_path / "model")
    opened = tagger(tmp_path / "model", 1)
    with torch.no_grad():
        ours = again(*tensors(rows[:1])[:3]).sigmoid()[0, 1:-1].numpy()
    assert np.abs(scored(opened, texts[0].text).shares - ours).max() < 0.1
