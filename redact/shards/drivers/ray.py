"""Units worked on by actors of a Ray cluster, one for each share of a processor or of a GPU.

Only settings and units travel. The key does not: every node has the job's key file, or the variable REDACT_KEY, itself.
A unit whose worker is lost is given to another; receipts see to it that nothing is done twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from redact.errors import ExitCode, MissingError, RedactError
from redact.shards.bench import Bench
from redact.shards.drivers.contract import Ended
from redact.shards.receipts import Receipt
from redact.shards.setup import Setup, bench
from redact.shards.units import Unit
from redact.shards.work import process_shard
from redact.types import Failure

_TRIES = 3


@dataclass(frozen=True, slots=True)
class RayDriver:
    """A cluster's *address*; "" starts one on this machine. So many *workers*; 0: as many as there are processors.

    ``gpus`` is the share of a GPU that each worker takes.
    """

    address: str = ""
    workers: int = 0
    gpus: float = 0.0

    def __call__(self, setup: Setup, units: Sequence[Unit]) -> Iterator[Ended]:
        ray = _ray()
        ray.init(
            address=self.address or None, num_cpus=None if self.address else self.workers or None, log_to_driver=False
        )
        try:
            yield from self._worked(ray, setup, list(units))
        finally:
            ray.shutdown()

    def _worked(self, ray: Any, setup: Setup, units: list[Unit]) -> Iterator[Ended]:
        kind = ray.remote(num_cpus=1, num_gpus=self.gpus, max_restarts=-1, max_task_retries=_TRIES)(_Worker)
        count = self.workers or int(ray.cluster_resources().get("CPU", 1))
        idle = [kind.remote(setup) for _ in range(min(count, len(units)))]
        busy: dict[Any, tuple[Any, Unit]] = {}
        waiting = iter(units)
        while True:
            while idle and (unit := next(waiting, None)) is not None:
                worker = idle.pop()
                busy[worker.work.remote(unit)] = worker, unit
            if not busy:
                return
            for ready in ray.wait(list(busy))[0]:
                worker, unit = busy.pop(ready)
                idle.append(worker)
                yield _ended(ray, ready, unit)


class _Worker:
    """One worker: its place at the bench is made at its first unit."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._bench: Bench | None = None

    def work(self, unit: Unit) -> Receipt | Failure:
        """Redact a unit; a failure of ours comes back as a value."""
        try:
            self._bench = self._bench or bench(self._setup)
            return process_shard(unit, self._bench)
        except RedactError as error:
            return error.failure(unit.called)


def _ended(ray: Any, ready: Any, unit: Unit) -> Ended:
    try:
        told = ray.get(ready)
    except ray.exceptions.RayError as error:
        what = f"the worker that had it was lost ({type(error).__name__})"
        return Ended(unit, failure=Failure(what, unit.called, "run again", int(ExitCode.UNREADABLE)))
    return Ended(unit, failure=told) if isinstance(told, Failure) else Ended(unit, told)


def _ray() -> Any:
    try:
        import ray
    except ImportError:
        raise MissingError("Ray is not installed", "pip install 'redact[ray]'") from None
    return ray
