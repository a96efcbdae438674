"""Adapters: redaction as a step of engines that people run already. Each is thin: an engine's rows, redacted.

The same key gives the same values as ``redact corpus`` does, bit for bit, whichever engine runs. There are no receipts
and no samples, and the files that an engine writes are not opened again and checked: where that counts, have
``redact corpus`` do the work.
"""
