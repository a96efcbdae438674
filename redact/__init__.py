"""A redaction engine for unstructured content."""
