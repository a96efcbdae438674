"""The block for DataTrove, in a pipeline of DataTrove with its own reader, writer and worker processes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redact.errors import PolicyError, UnsupportedError
from redact.shards.adapters.datatrove import redact_documents

pytest.importorskip("datatrove", reason="DataTrove is not installed: pip install 'redact[datatrove]'")
pytestmark = pytest.mark.models


def document(text: str, **metadata: Any) -> Any:
    from datatrove.data import Document

    return Document(text, "1", metadata=metadata)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_pipeline_gives_what_the_corpus_command_gives(
    workers: int, rows: list[dict[str, Any]], corpus: list[dict[str, Any]], tmp_path: Path
) -> None:
    pytest.importorskip("orjson", reason="DataTrove's reader needs orjson: pip install orjson")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    (tmp_path / "in").mkdir()
    for number, half in enumerate((rows[:9], rows[9:])):
        (tmp_path / "in" / f"{number}.jsonl").write_text("\n".join(map(json.dumps, half)))
    block = redact_documents(fields=["text", "metadata.messages[].content"])
    steps = [JsonlReader(str(tmp_path / "in")), block, JsonlWriter(str(tmp_path / "out"))]
    LocalPipelineExecutor(steps, tasks=2, workers=workers, logging_dir=str(tmp_path / "logs")).run()
    packed = sorted((tmp_path / "out").iterdir())
    written = [json.loads(line) for path in packed for line in gzip.decompress(path.read_bytes()).splitlines()]
    found = {each["id"]: (each["text"], each["metadata"]["messages"]) for each in written}
    assert found == {row["id"]: (row["text"], row["messages"]) for row in corpus}
    stats = json.loads((tmp_path / "logs" / "stats.json").read_text())
    counted = {name: told if isinstance(told, int) else told["total"] for name, told in stats[1]["stats"].items()}
    assert (counted["redacted"], counted["dropped"]) == (20, 0)


def test_records_that_cannot_be_redacted(stubborn: Path) -> None:
    def letters() -> list[Any]:
        return [document("TRIGGER Sarah Collins"), document("Ask kim.bow@example.org")]

    with pytest.raises(Exception, match="1 of 2 records cannot go"):
        list(redact_documents(stubborn)(letters()))
    block = redact_documents(stubborn, unredactable="drop")
    assert [each.text for each in block(letters())] == ["Ask [E-mail address]"]
    assert block.stats["dropped"].total == 1
    with pytest.raises(PolicyError, match="cannot be without a text"):
        redact_documents(stubborn, unredactable="null")


def test_a_misspelt_field_is_refused(surroundings: None) -> None:
    with pytest.raises(PolicyError, match="txt"):
        redact_documents("default", ["txt"])


def test_what_cannot_be_looked_into_is_refused(surroundings: None) -> None:
    from datatrove.data import Media

    with pytest.raises(UnsupportedError, match="tuple"):
        list(redact_documents("default", ())([document("fine", names=("kim.bow@example.org",))]))
    letter = document("fine")
    letter.media.append(Media("1", 0, "https://example.org/kim.bow"))
    with pytest.raises(UnsupportedError, match="media"):
        list(redact_documents("default", ())([letter]))
    assert list(redact_documents("default")([letter])) == [letter]


def test_the_example_holds(example: Callable[[str], None]) -> None:
    example("datatrove")
