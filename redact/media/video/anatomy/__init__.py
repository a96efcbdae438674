"""How files of film are built, block by block, and which blocks hold neither pictures nor sound nor their index."""
