"""One file per capture format that needs no capture library; the directory is the list."""
