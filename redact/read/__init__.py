"""Read: pixels and sound become text that remembers where every character came from."""
