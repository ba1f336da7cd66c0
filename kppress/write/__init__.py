"""Writing: a rendered site to a folder, whole or not at all."""
