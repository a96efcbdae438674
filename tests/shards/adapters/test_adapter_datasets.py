"""The callable for Hugging Face datasets, in datasets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redact.errors import PolicyError, UnreadableError
from redact.shards.adapters.datasets import RedactBatches, redacted

datasets = pytest.importorskip("datasets", reason="datasets is not installed: pip install 'redact[datasets]'")
FIELDS = ("text", "messages[].content")
pytestmark = pytest.mark.models


@pytest.fixture
def letters(shard: Path, tmp_path: Path) -> Any:
    loaded = datasets.Dataset.from_parquet(str(shard), cache_dir=str(tmp_path / "cache"))
    return loaded.add_column("kind", [0, 1] * 10).cast_column("kind", datasets.ClassLabel(names=["a", "b"]))


@pytest.mark.parametrize("how", [{}, {"num_proc": 2, "batch_size": 3}])
def test_a_data_set_gives_what_the_corpus_command_gives(
    how: dict[str, Any], letters: Any, corpus: list[dict[str, Any]]
) -> None:
    done = redacted(letters, RedactBatches(fields=FIELDS), **how)
    assert done.remove_columns("kind").to_list() == corpus
    assert done.features == letters.features
    assert done.format == letters.format


def test_dictionaries_of_data_sets_and_streams_too(letters: Any, corpus: list[dict[str, Any]]) -> None:
    redact = RedactBatches(fields=FIELDS)
    both = redacted(datasets.DatasetDict(train=letters.with_format("numpy", ["text"]), test=letters), redact)
    assert both["train"].format["type"] == "numpy"
    assert both["train"].format["columns"] == ["text"]
    assert both["test"].remove_columns("kind").to_list() == corpus
    stream = redacted(letters.remove_columns("kind").to_iterable_dataset(), redact)
    assert list(stream) == corpus
    assert stream.features == letters.remove_columns("kind").features


def test_the_cache_knows_the_same_work_and_no_other(letters: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = (redacted(letters, RedactBatches(fields=FIELDS)) for _ in range(2))
    assert first._fingerprint == again._fingerprint
    monkeypatch.setenv("REDACT_KEY", "77" * 32)
    other = redacted(letters, RedactBatches(fields=FIELDS))
    assert other._fingerprint != first._fingerprint
    assert other["text"][0] != first["text"][0]


def test_records_that_cannot_be_redacted(stubborn: Path) -> None:
    letters = datasets.Dataset.from_dict({"id": [1, 2], "text": ["TRIGGER Sarah Collins", "Ask kim.bow@example.org"]})
    with pytest.raises(UnreadableError, match="1 of 2 records cannot go"):
        redacted(letters, RedactBatches(stubborn, ["text"]))
    done = redacted(letters, RedactBatches(stubborn, ["text"], unredactable="drop"))
    assert done.to_list() == [{"id": 2, "text": "Ask [E-mail address]"}]
    done = redacted(letters, RedactBatches(stubborn, ["text"], unredactable="null"))
    assert done["text"][:] == [None, "Ask [E-mail address]"]


def test_batches_in_another_format_are_refused(letters: Any) -> None:
    with pytest.raises(PolicyError, match="format"):
        letters.map(RedactBatches(fields=FIELDS), batched=True)


def test_the_example_holds(example: Callable[[str], None]) -> None:
    example("datasets")
