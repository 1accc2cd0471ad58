"""Capture formats that need mitmproxy or scapy; the directory is the list."""
