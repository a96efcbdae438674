"""Sight: what looks at pixels without any opinion on persons: rectangles, motion, things followed through a film.

Detectors, readers and handlers share it, so it stands below them and knows none of them.
"""
