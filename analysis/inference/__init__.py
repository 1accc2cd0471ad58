"""One file per thing that could be learned from findings; the directory is the list."""
