"""How texts begin that a decoder opens: the same for letters, and for bytes, which are not decoded otherwise."""

from __future__ import annotations

import re
from typing import Literal


class TextBeginning:
    """``hint`` is a pattern of the beginning; of what stands outside ASCII it may name the byte order mark (``\\ufeff``)."""

    def __init__(self, hint: str, *, undecodable: Literal["replace", "surrogateescape"] = "replace") -> None:
        self._text = re.compile(hint)
        self._bytes = re.compile(hint.replace(r"\ufeff", r"\xef\xbb\xbf").encode("ascii"))
        self._undecodable = undecodable

    def text_of(self, data: bytes | str) -> str | None:
        """All of the text, from UTF-8; None where it begins otherwise. ``undecodable`` says what stands for other bytes."""
        if isinstance(data, str):
            return data if self._text.match(data) else None
        return data.decode("utf-8", self._undecodable) if self._bytes.match(data) else None
