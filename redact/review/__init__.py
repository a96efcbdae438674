"""Review: a person's decisions, kept in a file."""
