"""The table of identifiers run as machine code, by a small library in C that is built when redact is installed.

``ready`` turns rows, labels and disguises into arrays: each expression as a program for the matcher (``expressions``,
``program``; ``match.c``) and as part of an automaton that tells where it may begin (``automaton``; ``sieve.c``). The
library goes through a text once (``scan.c``), reads the labels (``labels.c``), asks checksums and number plans
(``checks.c`` and those beside it, ``plans.c``), puts addresses together (``addresses.c``). ``search`` hands texts over
as symbols (``symbols``) and makes matches of what comes back. ``library`` opens it, ``build`` builds it.
"""
