"""The gate: every request passes it before anything reads it, and every answer passes it on the way out.

It checks who asks (a bearer token), under which name the service was called (so that a web page cannot reach it by
pointing its own name at this machine), and how much is sent. Answers may not be stored by anything on the way. What
goes wrong behind the gate is answered with a fixed sentence: the message of an unexpected error may quote the request,
so it reaches neither the answer nor the server's log.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOT_STORED = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'"),
)
OPEN_PATHS = frozenset({"/v1/health"})


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms requests are let in. ``names`` are what the Host header may say, without a port."""

    token: str = field(repr=False)
    names: Collection[str]
    largest: int
    """Bytes that a request may have."""


class Gate:
    """Wraps an ASGI application and lets in only what fits the terms."""

    def __init__(self, app: ASGIApp, terms: Terms) -> None:
        self.app, self.terms = app, terms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send)
        refusal = self._refusal(scope)
        if refusal is None:
            refusal = await self._passed_on(scope, _Bounded(receive, self.terms.largest), answer)
        if refusal is not None and not answer.started:
            await answer.refuse(*refusal)

    def _refusal(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if _name_of(headers.get("host", "")) not in self.terms.names:
            return HTTPStatus.MISDIRECTED_REQUEST, "the service does not answer to that name"
        if scope["path"] not in OPEN_PATHS and not self._is_known(headers.get("authorization", "")):
            return HTTPStatus.UNAUTHORIZED, "send the token: 'Authorization: Bearer …'"
        if (
            headers.get("content-length", "0").isdecimal()
            and int(headers.get("content-length", "0")) > self.terms.largest
        ):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._too_large()
        return None

    def _is_known(self, authorization: str) -> bool:
        scheme, _, token = authorization.partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), self.terms.token.encode())

    async def _passed_on(self, scope: Scope, receive: _Bounded, answer: _Answer) -> tuple[HTTPStatus, str] | None:
        try:
            await self.app(scope, receive, answer)
        except _TooLargeError:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._too_large()
        except Exception:  # noqa: BLE001  # its message may quote the request, and the server would log it
            return HTTPStatus.INTERNAL_SERVER_ERROR, "something went wrong; nothing was kept"
        return None

    def _too_large(self) -> str:
        return f"a request may have {self.terms.largest} bytes"


class _TooLargeError(Exception):
    """More was sent than the terms allow."""


class _Bounded:
    """Receives a request and counts its bytes."""

    def __init__(self, receive: Receive, largest: int) -> None:
        self.receive, self.left = receive, largest

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise _TooLargeError
        return message


class _Answer:
    """Sends an answer that may not be stored, and remembers whether it has begun."""

    def __init__(self, send: Send) -> None:
        self.send, self.started = send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            message = {**message, "headers": [*message.get("headers", ()), *NOT_STORED]}
        await self.send(message)

    async def refuse(self, status: HTTPStatus, why: str) -> None:
        body = msgspec.json.encode({"error": {"what": why}})
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        if status is HTTPStatus.UNAUTHORIZED:
            headers.append((b"www-authenticate", b"Bearer"))
        await self({"type": "http.response.start", "status": status.value, "headers": headers})
        await self({"type": "http.response.body", "body": body})


def _name_of(host: str) -> str:
    """The Host header without its port: ``[::1]:80`` is called ``::1``."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
