"""Drivers: who hands units to workers. They know nothing of records, policies or files."""
