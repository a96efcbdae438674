"""The texts of a document's parts as their readers ask for them: each is fetched when it is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from redact.types import Modality, Part


class Texts(Mapping[str, str]):
    """By part id the texts that detectors look at, in the order of *parts*: raw ones are not among them."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = {part.id: part for part in parts if part.modality is Modality.TEXT and not part.raw}
        self._last = ("", "")
        """Whoever asks for a text asks again soon."""

    def __getitem__(self, name: str) -> str:
        if self._last[0] != name or name not in self._parts:
            self._last = name, self._parts[name].text
        return self._last[1]

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __repr__(self) -> str:
        return f"Texts({len(self)} parts)"
