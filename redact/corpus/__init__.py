"""Corpus: many files, with a receipt for each, in a pool of workers."""
