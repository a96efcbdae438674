"""DataTrove: a block for a pipeline, between its readers and its writers.

>>> from datatrove.data import Document
>>> from redact.shards.adapters.datatrove import redact_documents
>>> block = redact_documents("default", ["text", "metadata.author"])
>>> letters = [Document("Write to kim.bow@example.org", "1", metadata={"author": "kim.bow@example.org"})]
>>> [(letter.text, letter.metadata) for letter in block(letters)]
[('Write to [E-mail address]', {'author': '[E-mail address]'})]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from redact.errors import PolicyError, UnsupportedError
from redact.policy import Policy
from redact.shards.adapters.batches import Redacting
from redact.shards.adapters.installing import missing
from redact.shards.adapters.values import replaced
from redact.shards.fields import texts_in

_BATCH = 256
_PARTS = ("text", "id", "metadata")


def redact_documents(policy: str | Path | Policy = "corpus", fields: Iterable[str] = ("text",), **more: Any) -> Any:
    """A block that redacts documents: ``text``, ``id`` and whatever lies in ``metadata``, by path.

    *more* is ``key_file``, ``unredactable`` and ``tell`` as ``Redacting`` has them. Records that cannot be redacted may
    be left out (``drop``), not emptied; the block's statistics count them. Media are not opened, and since documents
    have no schema, a path into ``metadata`` that leads nowhere is not noticed.

    Raises ``PolicyError`` for a field that documents do not have.
    """
    documents = Documents(policy, fields, **more)
    strange = [path[0] for path in documents.fields.paths or () if path[0] not in _PARTS]
    if strange:
        raise PolicyError(f"a document has no field {strange[0]!r}", "name text, id, or what lies in metadata")
    if documents.terms.unredactable == "null":
        raise PolicyError("a document cannot be without a text", "raise, or drop the documents")
    return _block()(documents)


class Documents(Redacting):
    """Redacts documents of DataTrove, some hundred at a time."""

    def each(self, documents: Iterable[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
        """Those of a batch that could be redacted, with what was put into them, and the batch as it came."""
        waiting = iter(documents)
        while batch := list(islice(waiting, _BATCH)):
            yield self._redacted(batch), batch

    def _redacted(self, batch: list[Any]) -> list[Any]:
        values = [self._value(document) for document in batch]
        records = [tuple(text for _, text in texts_in(value, self.fields)) for value in values]
        new = self.records(records)
        triples = zip(batch, values, new, strict=True)
        return [self._filled(document, value, texts) for document, value, texts in triples if texts is not None]

    def _value(self, document: Any) -> dict[str, Any]:
        if document.media and self.fields.under("media"):
            raise UnsupportedError("a document has media, which this block does not open", "ask for fields, or drop it")
        return {"text": document.text, "id": document.id, "metadata": document.metadata}

    def _filled(self, document: Any, value: dict[str, Any], texts: tuple[str, ...]) -> Any:
        for name, new in replaced(value, self.fields, iter(texts)).items():
            setattr(document, name, new)
        return document


@cache
def _block() -> type:
    """The class of the block; its base is only there where DataTrove is."""
    try:
        from datatrove.pipeline.base import PipelineStep
    except ImportError:
        raise missing("DataTrove", "datatrove") from None

    class RedactDocuments(PipelineStep):  # type: ignore[misc]  # DataTrove ships no types
        type = "REDACTOR"
        name = "redact"

        def __init__(self, documents: Documents) -> None:
            super().__init__()
            self.documents = documents

        def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002  # DataTrove's
            """Documents in, redacted documents out."""
            for done, batch in self.documents.each(data or ()):
                self.stat_update("redacted", value=len(done))
                self.stat_update("dropped", value=len(batch) - len(done))
                yield from done

    return RedactDocuments
