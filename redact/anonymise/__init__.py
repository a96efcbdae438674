"""Anonymise: what goes in the place of a finding."""
