"""Says how random bytes are."""

from __future__ import annotations

import math
from collections import Counter


def entropy_of(data: bytes) -> float:
    """Shannon's entropy of the bytes, in bits a byte (0..8); 0 for none."""
    total = len(data)
    return -sum(n / total * math.log2(n / total) for n in Counter(data).values()) + 0.0 if total else 0.0
