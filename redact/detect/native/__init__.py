"""The identifier table as machine code: a small C library, how it is built and how it is found."""
