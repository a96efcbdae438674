"""Forms: how people write dates, amounts, positions and numbers with checksums; read, and written in the same way."""
