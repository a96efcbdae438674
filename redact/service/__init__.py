"""Service: the HTTP interface."""

from redact.service.app import create_app
from redact.service.serve import serve

__all__ = ["create_app", "serve"]
