"""Benches: what is measured by hand and printed, never asserted. ``python -m tests.bench.identifiers`` is one."""
