"""Verify: the written copy is opened again by other means and searched for what was to go."""
