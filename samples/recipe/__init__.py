"""How the samples were made: ``python -m samples.recipe samples --voices FOLDER`` makes them all again."""
