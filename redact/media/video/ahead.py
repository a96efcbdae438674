"""Work done ahead: what an iterator gives is made in a thread of its own while its user works on what came before."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
_PATIENCE = 0.1
"""Seconds after which a thread that waits looks whether it is still wanted."""


@dataclass(frozen=True, slots=True)
class _End:
    """Nothing more comes, because of *error* where there was one."""

    error: BaseException | None = None


class _Maker(Thread, Generic[T]):
    """Fills a short queue from an iterator until it is told to stop."""

    def __init__(self, items: Generator[T, None, None], most: int) -> None:
        super().__init__(daemon=True)
        self._items = items
        self._queue: Queue[T | _End] = Queue(most)
        self._unwanted = Event()

    def run(self) -> None:
        end = _End()
        try:
            for item in self._items:
                if not self._put(item):
                    break
        except BaseException as error:  # noqa: BLE001  # raised again where the items are used
            end = _End(error)
        self._items.close()
        self._put(end)

    def _put(self, item: T | _End) -> bool:
        while not self._unwanted.is_set():
            try:
                self._queue.put(item, timeout=_PATIENCE)
            except Full:
                continue
            return True
        return False

    def made(self) -> Iterator[T]:
        while not isinstance(item := self._queue.get(), _End):
            yield item
        if item.error is not None:
            raise item.error

    def leave(self) -> None:
        self._unwanted.set()
        try:
            while True:
                self._queue.get_nowait()
        except Empty:
            self.join()


def ahead(items: Generator[T, None, None], most: int) -> Generator[T, None, None]:
    """The same items in the same order; at most *most* of them wait. An error is raised where its item would stand."""
    maker = _Maker(items, most)
    maker.start()
    try:
        yield from maker.made()
    finally:
        maker.leave()
