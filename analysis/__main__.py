"""``python -m analysis`` is the same as ``leakledger``; the supervisor starts the parts of ``run`` with it."""

from __future__ import annotations

from analysis.cli import main

main()
