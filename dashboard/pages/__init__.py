"""One file per page; Dash finds them by directory."""
