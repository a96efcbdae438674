"""The forms that shards come in, by the ending of their names."""
