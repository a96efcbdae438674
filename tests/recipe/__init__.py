"""How the samples were made: ``python -m tests.recipe samples --voices FOLDER`` makes them all again."""
