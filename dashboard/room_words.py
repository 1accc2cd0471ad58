"""How much room is left on the disk of the home, in words, and what to do where it is little."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.counting import amount
from dashboard.phrases import Sentence, phrase


def is_full(root: Path) -> bool:
    """Whether the disk that holds ``root`` has so little room that what comes may not be recorded."""
    from analysis.doctor_installation import NO_SPACE

    try:
        return shutil.disk_usage(root).free < NO_SPACE
    except OSError:
        return False  # that is another trouble


def room_sentence(root: Path) -> Sentence:
    """The room on the disk that holds ``root``; below the doctor's measures what that means, and what helps."""
    from analysis.doctor_installation import LITTLE_SPACE, NO_SPACE

    free = shutil.disk_usage(root).free
    blanks = {"free": amount(free), "least": amount(NO_SPACE)}
    if free < NO_SPACE:
        return phrase(
            "**The disk is full but for {free}**: what comes when nothing can be written is not recorded. Make room, "
            "{least} at least: leakledger purge erases what is older than you keep.",
            **blanks,
        )
    if free < LITTLE_SPACE:
        return phrase(
            "**Only {free} are free** on the disk where everything is kept. Make room before it is less than {least}: "
            "leakledger purge erases what is older than you keep.",
            **blanks,
        )
    return phrase("**{free} are free** on the disk where everything is kept.", **blanks)
