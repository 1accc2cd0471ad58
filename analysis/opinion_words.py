"""What an imported list says of a host, in its name: beside what our catalogue says, never instead of it."""

from __future__ import annotations

from analysis.second_opinions import Opinion
from analysis.wording import tr


def opinion_words(one: Opinion) -> str:
    """``My List says: Acme``."""
    return tr("{list} says: {words}", list=one.list, words=one.owner or tr("it is on the list"))
