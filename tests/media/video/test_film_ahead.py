"""Work done ahead comes in order, is bounded, and ends with its user."""

import threading
import time
from collections.abc import Generator

import pytest

from redact.media.video.ahead import ahead


def counted(made: list[int], most: int = 100) -> Generator[int, None, None]:
    for number in range(most):
        made.append(number)
        yield number


def test_the_same_items_come_in_the_same_order() -> None:
    assert list(ahead(counted([]), 3)) == list(range(100))


def test_no_more_wait_than_may() -> None:
    made: list[int] = []
    items = ahead(counted(made), 3)
    next(items)
    time.sleep(0.3)
    assert len(made) <= 5  # one is used, three wait, and one is being put there
    items.close()


def test_an_error_is_raised_where_its_item_would_stand() -> None:
    def broken() -> Generator[int, None, None]:
        yield 1
        raise LookupError("gone")

    items = ahead(broken(), 3)
    assert next(items) == 1
    with pytest.raises(LookupError, match="gone"):
        next(items)


def test_what_is_not_wanted_any_more_is_closed_and_its_thread_ends() -> None:
    closed = threading.Event()

    def endless() -> Generator[int, None, None]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    before = threading.active_count()
    items = ahead(endless(), 2)
    next(items)
    items.close()
    assert closed.is_set()
    assert threading.active_count() == before
