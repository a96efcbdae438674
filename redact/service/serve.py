"""The service on a port of this machine."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Collection
from typing import TYPE_CHECKING

from redact.errors import PolicyError
from redact.service.app import LOOPBACK, create_app, needs

if TYPE_CHECKING:
    from redact.policy import Policy

ANYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104  # named here to be refused without names


def serve(
    policy: str | Policy = "default",
    *,
    host: str = "127.0.0.1",
    port: int = 8750,
    token: str | None = None,
    names: Collection[str] = (),
) -> None:
    """Serve until interrupted, on this machine alone unless *host* says otherwise. Plain HTTP: add TLS in front.

    A token that is not given is made up and written once to standard error. *names* are what clients may call the
    service besides its address; needed where *host* is every address of the machine. Raises ``MissingError`` and
    ``PolicyError``.
    """
    needs("starlette", "python_multipart", "uvicorn")
    import uvicorn

    from redact.redactor import Redactor

    if host in ANYWHERE and not names:
        raise PolicyError("the service would answer to any name", "give one address, or the names that it may have")
    app = create_app(Redactor(policy), token or _made_up(), names={*LOOPBACK, *({host} - ANYWHERE), *names})
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)


def _made_up() -> str:
    token = secrets.token_urlsafe(32)
    sys.stderr.write(f"token: {token}\n")
    sys.stderr.flush()
    return token
