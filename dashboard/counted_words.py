"""What a part of leakledger counted since it started, in sentences: its work, and each loss with what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from analysis.counting import amount, number
from analysis.status import Status
from dashboard.phrases import Sentence, phrase, phrase_n

_Counts = Mapping[str, int]


def counted_sentences(status: Status, waiting: int | None) -> list[Sentence]:
    """What it did, then what it lost; a loss of nothing is said beside what was done, or not at all.

    ``waiting``: records that wait for the analyst now, whatever its last word was; None where that is not known.
    """
    part, counts = status.name.partition("-")[0], status.counters
    if part == "sniffer":
        return [phrase("What it saw, and what it lost, is told below.")]
    other = {name: count for name, count in counts.items() if name not in _KNOWN.get(part, ())}
    if part == "analyst":
        return [*_analyst(counts, waiting), *_plain(other)]
    return [*(_PARTS[part](counts) if part in _PARTS else ()), *_plain(other)]


def _proxy(counts: _Counts) -> Iterator[Sentence]:
    written, lost = counts.get("recorded", 0), any(counts.get(name) for name in _PROXY_LOSSES)
    if not written and not lost and not counts.get("queued"):
        yield phrase("Nothing has come through it since it started, so there was nothing to write down.")
    elif written and lost:
        yield phrase_n(
            "It wrote {n} record of messages and connections.",
            "It wrote {n} records of messages and connections.",
            written,
        )
    elif written:
        yield phrase_n(
            "It wrote {n} record of messages and connections; nothing was lost.",
            "It wrote {n} records of messages and connections; nothing was lost.", written,
        )  # fmt: skip
    if dropped := counts.get("dropped_bodies", 0):
        yield phrase_n(
            "**Of {n} message the content is lost** ({size}): this machine could not write as fast as it came. To whom it "
            "went, when and how much is on record; what was in it is not.",
            "**Of {n} messages the content is lost** ({size}): this machine could not write as fast as it came. To whom "
            "they went, when and how much is on record; what was in them is not.",
            dropped, size=amount(counts.get("dropped_bytes", 0)),
        )  # fmt: skip
    if missed := counts.get("not_recorded_messages", 0):
        yield phrase_n(
            "**{n} message is missing altogether**: nothing could be written while it passed, as when the disk is full.",
            "**{n} messages are missing altogether**: nothing could be written while they passed, as when the disk is full.",
            missed,
        )  # fmt: skip
    if missed := counts.get("not_recorded_connection_records", 0):
        yield phrase_n(
            "**{n} note on a connection is missing** (its beginning, its end or how much went), for the same reason.",
            "**{n} notes on connections are missing** (their beginning, their end or how much went), for the same reason.",
            missed,
        )  # fmt: skip
    if failed := counts.get("not_encoded", 0):
        yield phrase_n(
            "**{n} message is missing** because of an error of this program. Please report it.",
            "**{n} messages are missing** because of an error of this program. Please report it.",
            failed,
        )  # fmt: skip
    if waiting := counts.get("queued", 0):
        yield phrase_n(
            "{n} more waits in memory to be written to the disk.",
            "{n} more wait in memory to be written to the disk.", waiting,
        )  # fmt: skip


_PROXY_LOSSES: Final = (
    "dropped_bodies", "not_recorded_messages", "not_recorded_connection_records", "not_encoded",
)  # fmt: skip


def _analyst(counts: _Counts, waiting: int | None) -> Iterator[Sentence]:
    done, behind, unread = (counts.get(name, 0) for name in ("analysed", "lag", "not_readable_bodies"))
    behind = behind if waiting is None else waiting
    if done and waiting == 0 and not unread:
        yield phrase_n(
            "It looked into {n} message, and has caught up.",
            "It looked into {n} messages, and has caught up.",
            done,
        )
    elif done:
        yield phrase_n("It looked into {n} message.", "It looked into {n} messages.", done)
    elif waiting == 0 and not counts.get("failed"):
        yield phrase("No message has come since it started, so there was nothing to look into.")
    if behind:
        yield phrase_n(
            "**{n} record still waits to be looked into**: until then the pages do not show it.",
            "**{n} records still wait to be looked into**: until then the pages do not show them.",
            behind,
        )  # fmt: skip
    if failed := counts.get("failed", 0):
        yield phrase_n(
            "**{n} record could not be read**: it may be damaged, and is in none of the pages. {command} names it.",
            "**{n} records could not be read**: they may be damaged, and are in none of the pages. {command} names them.",
            failed, command="leakledger verify",
        )  # fmt: skip
    if unread:
        yield phrase_n(
            "**Of {n} message the content could not be read**: a file of the journal is damaged. {command} says which, and "
            "what to do. To whom it went, when and how much is on record.",
            "**Of {n} messages the content could not be read**: a file of the journal is damaged. {command} says which, and "
            "what to do. To whom they went, when and how much is on record.",
            unread, command="leakledger doctor",
        )  # fmt: skip


def _supervisor(counts: _Counts) -> Iterator[Sentence]:
    if restarts := counts.get("restarts", 0):
        yield phrase_n(
            "**{n} time a part ended by itself** and had to be started again.",
            "**{n} times a part ended by itself** and had to be started again.",
            restarts,
        )  # fmt: skip
    else:
        yield phrase("It watches over the other parts; none had to be started again.")


def _notices(counts: _Counts) -> Iterator[Sentence]:
    if sent := counts.get("sent", 0):
        yield phrase_n("It sent {n} notice.", "It sent {n} notices.", sent)
    else:
        yield phrase("There was nothing to send since it started.")


def _dashboard(_counts: _Counts) -> Iterator[Sentence]:
    yield phrase("It shows these pages.")


def _plain(counts: _Counts) -> Iterator[Sentence]:
    """Counters that are not known here, under their own names; zeros are left out."""
    for name, count in sorted(counts.items()):
        if count:
            yield phrase("{name}: {number}", name=name.replace("_", " "), number=number(count))


_PARTS: Final[Mapping[str, Callable[[_Counts], Iterator[Sentence]]]] = {
    "proxy": _proxy, "supervisor": _supervisor, "notices": _notices, "dashboard": _dashboard,
}  # fmt: skip
_KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "proxy": frozenset({"recorded", "dropped_bytes", "queued", "held_bytes", *_PROXY_LOSSES}),
    "analyst": frozenset({"analysed", "failed", "lag", "not_readable_bodies"}),
    "supervisor": frozenset({"restarts"}),
    "notices": frozenset({"sent"}),
    "dashboard": frozenset(),
}
