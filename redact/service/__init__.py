"""Service: the HTTP interface."""
