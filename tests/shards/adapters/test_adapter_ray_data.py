"""The callable for Ray Data, in a Ray of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from redact.shards.adapters.ray_data import RedactBatches

pytest.importorskip("ray.data", reason="Ray Data is not installed: pip install 'redact[ray]'")
FIELDS = ("text", "messages[].content")
pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def ray(surroundings: None) -> Iterator[Any]:
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield ray
    ray.shutdown()


def by_number(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: int(row["id"][1:]))


def test_a_data_set_gives_what_the_corpus_command_gives(ray: Any, shard: Path, corpus: list[dict[str, Any]]) -> None:
    letters = ray.data.read_parquet(str(shard))
    done = letters.repartition(2).map_batches(RedactBatches(fields=FIELDS), batch_format="pyarrow", batch_size=6)
    assert by_number(done.take_all()) == corpus
    assert done.schema() == letters.schema()


def test_actors_that_are_given_one_work_too(ray: Any, shard: Path, corpus: list[dict[str, Any]]) -> None:
    class Worker:
        def __init__(self, redact: RedactBatches) -> None:
            self.redact = redact

        def __call__(self, table: Any) -> Any:
            return self.redact(table)

    arguments = (RedactBatches(fields=FIELDS),)
    done = ray.data.read_parquet(str(shard)).map_batches(
        Worker, fn_constructor_args=arguments, batch_format="pyarrow", compute=ray.data.ActorPoolStrategy(size=1)
    )
    assert by_number(done.take_all()) == corpus


def test_records_that_cannot_be_redacted(ray: Any, stubborn: Path) -> None:
    rows = [{"id": 1, "text": "TRIGGER Sarah Collins"}, {"id": 2, "text": "Ask kim.bow@example.org"}]
    letters = ray.data.from_items(rows, override_num_blocks=1)

    def redacted(**how: Any) -> Any:
        return letters.map_batches(RedactBatches(stubborn, ["text"], **how), batch_format="pyarrow").take_all()

    with pytest.raises(ray.exceptions.RayError, match="1 of 2 records cannot go") as refused:
        redacted()
    assert "Collins" not in str(refused.value)
    assert redacted(unredactable="drop") == [{"id": 2, "text": "Ask [E-mail address]"}]
    assert redacted(unredactable="null") == [{"id": 1, "text": None}, {"id": 2, "text": "Ask [E-mail address]"}]


def test_the_example_holds(ray: Any, example: Callable[[str], None]) -> None:
    example("ray_data")
