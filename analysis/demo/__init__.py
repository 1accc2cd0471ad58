"""The demo: three made-up devices live through one morning, through the real proxy, to stand-ins on this machine."""
