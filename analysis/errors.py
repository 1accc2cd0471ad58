"""The base of errors that a user can mend: their text is the one line to be shown."""

from __future__ import annotations


class UserFault(Exception):
    """Something outside the program is not as it must be; the text says what, where, and what to do."""
