"""Detect: what may identify a person, and where it stands."""
