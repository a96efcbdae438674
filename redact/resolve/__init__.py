"""Resolve: overlaps settled, mentions joined into subjects, lists applied. Pure functions."""
