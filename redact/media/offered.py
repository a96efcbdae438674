"""What a file of sound or film offers of its sound: a part for each track."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from redact.media.samples import sound_of
from redact.types import Modality, Part

if TYPE_CHECKING:
    from redact.media.apart import Channels
    from redact.media.tracks import Tracks


def sound_parts(tracks: Tracks, channels: Channels = "auto") -> tuple[Part, ...]:
    """One part per sound track. *channels*: how they are listened to."""
    many = len(tracks.sounds) > 1
    sounds = [
        track if channels == "auto" else replace(track, apart=channels == "apart" and track.channels > 1)
        for track in tracks.sounds
    ]
    return tuple(
        Part(
            track.part,
            Modality.AUDIO,
            sound_of(tracks.path, track, tracks.origin),
            place=f"sound track {number}" if many else "sound",
        )
        for number, track in enumerate(sounds, 1)
    )
