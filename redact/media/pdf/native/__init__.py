"""A small library in C that asks PDFium about every character of a page, and what of Python opens it.

It is given PDFium's functions by their addresses, so it is linked with nothing.
"""
