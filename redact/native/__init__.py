"""Small libraries in C that do what Python would do, only faster: how they are built, and how they are opened."""
