"""One file per kind of data; the directory is the list."""
