"""Hugging Face's libraries, kept from the network and from the screen while they open a model.

Told to use local files only, they still ask their hub for lists of their own when a file is missing, and draw bars.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


@contextmanager
def sealed() -> Iterator[None]:
    """No request goes out and no bar is drawn; both are as they were afterwards."""
    from huggingface_hub import constants

    logging: Any = import_module("transformers.utils.logging")
    offline, bars = constants.HF_HUB_OFFLINE, logging.is_progress_bar_enabled()
    constants.HF_HUB_OFFLINE = True
    logging.disable_progress_bar()
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = offline
        if bars:
            logging.enable_progress_bar()
