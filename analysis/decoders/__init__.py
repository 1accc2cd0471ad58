"""One file per encoding or container; the directory is the list."""
