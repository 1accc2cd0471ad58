"""One file per command; the directory is the list."""
