"""Verify: the written copy is opened again by other means and searched for what was to go.

One module for each kind of leak: values in texts and bytes (``strings``), covered pixels that are not covered
(``pixels``), overwritten sound that sounds otherwise (``sound``), what another model still hears (``speech``), what the
detectors still find (``again``).
``expected`` says what should be there, ``standing`` tells a word that stays by decision from one that leaked.
"""

from redact.verify.again import leaks_in_findings
from redact.verify.disguises import leaks_in_disguises
from redact.verify.expected import Expected, expect
from redact.verify.leaks import Kind, Leak
from redact.verify.pixels import leaks_in_pixels
from redact.verify.sound import leaks_in_sound
from redact.verify.speech import is_heard, leaks_in_speech, listeners
from redact.verify.strings import leaks_in_bytes, leaks_in_texts

__all__ = [
    "Expected",
    "Kind",
    "Leak",
    "expect",
    "is_heard",
    "leaks_in_bytes",
    "leaks_in_disguises",
    "leaks_in_findings",
    "leaks_in_pixels",
    "leaks_in_sound",
    "leaks_in_speech",
    "leaks_in_texts",
    "listeners",
]
