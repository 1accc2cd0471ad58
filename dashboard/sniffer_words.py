"""What the sniffer's heartbeat says, in sentences: how much came by, what was lost or not read, and what it cannot see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from analysis.counting import number
from analysis.status import Status, lives
from analysis.wording import tr
from dashboard.device_coverage import share_words
from dashboard.phrases import Sentence, phrase, phrase_n
from dashboard.sentences import amount


def sniffer_sentences(running: Iterable[Status], now: datetime) -> list[Sentence]:
    """All that is to be said, what matters most first. ``running`` are the last heartbeats of a home."""
    found = next((status for status in running if status.name == "sniffer"), None)
    if found is None or not lives(found, now):
        return [_absent(found)]
    return [*_read(found.counters), _never()]


def _absent(status: Status | None) -> Sentence:
    if status is None or not status.message:
        return phrase(
            "**The sniffer is not running**: of what does not go through the proxy nothing is known, not even that it was "
            "sent."
        )
    return phrase(
        "**The sniffer is not running** ({why}): of what does not go through the proxy nothing is known, not even that it "
        "was sent.",
        why=status.message,
    )


def _read(counters: dict[str, int]) -> list[Sentence]:
    packets, lost = counters.get("packets", 0), counters.get("packets_lost", 0)
    room = amount(counters.get("buffer_bytes", 0))
    if not packets:
        return [
            phrase(
                "**No packet has come by** since it started. A machine that is no access point, router or bridge, and to "
                "which no switch mirrors, sees only its own."
            )
        ]
    if lost:
        share = share_words(lost, packets)
        first = phrase_n(
            "Of {packets} packets that came by **{n} was lost** ({share}): the kernel's buffer of {room} was full, for "
            "this machine was too slow or too busy. Bytes and names of those days are too few; the Device page compares.",
            "Of {packets} packets that came by **{n} were lost** ({share}): the kernel's buffer of {room} was full, for "
            "this machine was too slow or too busy. Bytes and names of those days are too few; the Device page compares.",
            lost, packets=number(packets), share=share, room=room,
        )  # fmt: skip
    else:
        first = phrase(
            "Of {packets} packets that came by **none was lost**; the kernel's buffer holds {room}.",
            packets=number(packets), room=room,
        )  # fmt: skip
    helps = [_what_helps()] if lost else []
    others = packets - lost - counters.get("packets_read", 0)
    second = phrase(
        "{read} of them were of enrolled devices and were counted; of the other {others} only the bytes of devices that are "
        "not enrolled were added up.",
        read=number(counters.get("packets_read", 0)), others=number(max(others, 0)),
    )  # fmt: skip
    return [first, *helps, second, *_left_out(counters)]


def _what_helps() -> Sentence:
    return phrase(
        "**What helps**: let the sniffer listen on one network interface instead of all ({interface}), run less beside it "
        "on this machine, give it the permission {permission} so that it does not wait for other programs, or use a faster "
        "machine. docs/sniffer.md says how.",
        interface="--interface", permission="cap_sys_nice",
    )  # fmt: skip


def _left_out(counters: dict[str, int]) -> list[Sentence]:
    """What of enrolled devices was counted, but not looked into."""
    reasons = (
        ("unread", tr("malformed or cut off")),
        ("dissection_skipped", tr("too many at once, too big or damaged, of the kind in which devices say what they are")),
        ("records_dropped", tr("records that the journal could not take")),
        ("bodies_dropped", tr("contents that the journal could not take")),
        ("pcap_lost", tr("packets that were to be kept and could not be written")),
        ("batches_failed", tr("errors of this program")),
    )  # fmt: skip
    said = [f"{number(counters[name])} {words}" for name, words in reasons if counters.get(name)]
    return [phrase("Not read, though counted: {list}.", list="; ".join(said))] if said else []


def _never() -> Sentence:
    return phrase(
        "It never sees what does not cross this machine (mobile data, another Wi-Fi, devices that the access point joins by "
        "itself), what is inside of encrypted connections, and what is inside of a VPN, Tor or a private relay."
    )
