"""Evaluate: annotated data in, precision, recall and leak rates out."""
