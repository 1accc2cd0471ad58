"""Capture formats that need mitmproxy, or the parsers of packets; the directory is the list."""
