"""Words that are said in the place of what was taken out of a sound. They tell the group of a type, nothing else."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from io import BytesIO

from redact.entities import ENTITY_TYPES, Group
from redact.media.mono import resampled
from redact.types import Samples

WORDS = {
    Group.NAME: "name",
    Group.CONTACT: "contact",
    Group.IDENTIFICATION_NUMBER: "number",
    Group.FINANCIAL: "account",
    Group.LOCATION: "place",
    Group.ONLINE: "online",
    Group.DATE: "date",
    Group.APPEARANCE: "voice",
    Group.ORGANISATION: "organisation",
    Group.SECRET: "secret",
    Group.FACTOR: "detail",
    Group.SPECIAL: "sensitive",
}
OTHER = "redacted"
"""What is said for a type that is none of ours."""


def word_for(entity_type: str) -> str:
    """The word that is said for a type."""
    known = ENTITY_TYPES.get(entity_type)
    return WORDS[known.group] if known else OTHER


@lru_cache(maxsize=64)
def said(word: str, rate: int) -> Samples:
    """The recording of one of our words at that rate, one channel."""
    import soundfile

    data = (resources.files("redact") / "media" / "spoken" / f"{word}.flac").read_bytes()
    recording, own = soundfile.read(BytesIO(data), dtype="float32")
    samples = resampled(recording, own, rate)
    samples.flags.writeable = False
    return samples
