"""The gate: what a PDF, whoever made it, holds and does not show."""

from __future__ import annotations

from redact.media.pdf.gate.covered import unseen_on, unseen_pictures
from redact.media.pdf.gate.examine import left_out, unseen
from redact.media.pdf.gate.page import unseen_origins

__all__ = ["left_out", "unseen", "unseen_on", "unseen_origins", "unseen_pictures"]
