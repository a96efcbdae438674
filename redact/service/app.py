"""The application: four addresses, of which three need the token.

``GET /v1/health``; ``POST /v1/detect`` and ``POST /v1/redact`` with ``{"text": "…"}``; ``POST /v1/files`` with a form
that holds one file. One request works at a time, because models are not shared between threads; health answers
meanwhile. Nothing that is sent is kept: a file lives in a temporary folder until it is answered.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable, Collection, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import msgspec

from redact.errors import ExitCode, MissingError, RedactError
from redact.guard import guarded
from redact.service.gate import Gate, Terms
from redact.types import Failure, Finding, Outcome, TextSpan

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from redact.redactor import Redactor

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LARGEST = 100 * 1024 * 1024
"""Bytes that a request may have: files are answered from memory."""
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_STATUS = {
    ExitCode.FINDINGS: HTTPStatus.CONFLICT,
    ExitCode.BAD_POLICY: HTTPStatus.INTERNAL_SERVER_ERROR,
    ExitCode.MISSING: HTTPStatus.SERVICE_UNAVAILABLE,
}
P = ParamSpec("P")
T = TypeVar("T")


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends to have a text looked at."""

    text: str

    def __repr__(self) -> str:
        return f"Sent({len(self.text)} characters)"


def create_app(redactor: Redactor, token: str, *, names: Collection[str] = LOOPBACK, largest: int = LARGEST) -> ASGIApp:
    """The service as an ASGI application. *names* are the hosts that it answers to, *largest* bounds a request.

    Raises ``MissingError`` where the optional packages are not installed, ``ValueError`` for an empty token.
    """
    needs("starlette", "python_multipart")
    if not token:
        raise ValueError("the service needs a token")
    from starlette.routing import Route, Router

    desk = _Desk(redactor)
    routes = [
        Route("/v1/health", desk.health, methods=["GET"]),
        Route("/v1/detect", desk.detect, methods=["POST"]),
        Route("/v1/redact", desk.redact, methods=["POST"]),
        Route("/v1/files", desk.file, methods=["POST"]),
    ]
    return Gate(Router(routes), Terms(token, frozenset(names), largest))


def needs(*modules: str) -> None:
    """Check that the optional packages are installed. Raises ``MissingError`` with the command that installs them."""
    from importlib.util import find_spec

    absent = [module for module in modules if find_spec(module) is None]
    if absent:
        raise MissingError(f"the service needs {' and '.join(absent)}", "run 'pip install \"redact[service]\"'")


class _Desk:
    """Answers requests, one at a time."""

    def __init__(self, redactor: Redactor) -> None:
        self.redactor, self.turn = redactor, asyncio.Lock()

    async def health(self, _request: Request) -> Response:
        return _json({"status": "ok"})

    async def detect(self, request: Request) -> Response:
        return await self._text(request, lambda text: {"findings": _listed(self.redactor.detect_text(text))})

    async def redact(self, request: Request) -> Response:
        return await self._text(request, self._redacted)

    async def file(self, request: Request) -> Response:
        with tempfile.TemporaryDirectory(prefix="redact-") as folder:
            source = await _stored(request, Path(folder))
            if source is None:
                return _refused("send a form that holds one file and nothing else")
            return await self._answer(self._released, source, source.with_name(f"redacted{source.suffix}"))

    async def _text(self, request: Request, work: Callable[[str], dict[str, Any]]) -> Response:
        try:
            sent = msgspec.json.decode(await request.body(), type=Sent)
        except msgspec.DecodeError:
            return _refused('send JSON: {"text": "…"}')
        return await self._answer(lambda text: _json(work(text)), sent.text)

    async def _answer(self, work: Callable[P, Response], *args: P.args, **kwargs: P.kwargs) -> Response:
        """Do the work in a thread when it is its turn; what goes wrong becomes one line without the text."""
        try:
            async with self.turn:
                return await asyncio.to_thread(guarded, "the service", work, *args, **kwargs)
        except RedactError as error:
            return _failed(error.failure("request"))

    def _redacted(self, text: str) -> dict[str, Any]:
        done = self.redactor.redact_text(text)
        return {"text": done.text, "findings": _listed(done.findings)}

    def _released(self, source: Path, target: Path) -> Response:
        from starlette.responses import Response

        outcome = self.redactor.redact_file(source, target)
        if not outcome.ok or outcome.target is None:
            return _failed(*outcome.failures)
        disposition = f'attachment; filename="redacted{source.suffix}"'
        headers = {"content-disposition": disposition, "x-redact-redactions": str(_number(outcome))}
        return Response(outcome.target.read_bytes(), media_type=outcome.media_type or None, headers=headers)


async def _stored(request: Request, folder: Path) -> Path | None:
    """Write the one file of a form into *folder* under a name of ours; ``None`` where the form holds anything else."""
    from starlette.datastructures import UploadFile
    from starlette.formparsers import MultiPartException

    try:
        async with request.form(max_files=1, max_fields=0) as form:
            (upload,) = form.values()
            if not isinstance(upload, UploadFile):
                return None
            source = folder / f"file{_ending(upload.filename or '')}"
            source.write_bytes(await upload.read())
    except (MultiPartException, ValueError):
        return None
    return source


def _ending(name: str) -> str:
    found = _ENDING.search(name)
    return found.group().lower() if found else ""


def _number(outcome: Outcome) -> int:
    return len(outcome.redactions) + sum(map(_number, outcome.children))


def _listed(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "key": finding.key,
            "entity_type": finding.entity_type,
            "spans": [[region.start, region.end] for region in finding.regions if isinstance(region, TextSpan)],
            "score": round(finding.score, 3),
            "detector": finding.detector,
            "why": finding.why,
        }
        for finding in findings
    ]


def _failed(*failures: Failure) -> Response:
    first = failures[0]
    status = _STATUS.get(ExitCode(first.exit_code), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _json({"error": {"what": first.what, "next_step": first.next_step, "exit_code": first.exit_code}}, status)


def _refused(why: str) -> Response:
    return _json({"error": {"what": why}}, HTTPStatus.BAD_REQUEST)


def _json(value: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> Response:
    from starlette.responses import Response

    return Response(msgspec.json.encode(value), status.value, media_type="application/json")
