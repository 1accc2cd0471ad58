"""What the self-test found, as records and in words."""

from __future__ import annotations

from typing import Final

import msgspec

from analysis.wording import N_, tr, written

PROVES: Final = N_(
    "What a program on this machine sends through the proxy is opened where the program accepts this home's certificate, "
    "and then journalled, analysed and shown. So a page in a browser can be read."
)
PROVES_NOT: Final = N_(
    "It does not show that every app can be read: an app may refuse the certificate, and is then passed through and named "
    "as refused. It says nothing about a device that does not use this proxy, or that uses mobile data. All values of the "
    "test are made up, its rows are marked self-test, and they are in no total."
)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One finding that the self-test asked for: ``value`` is masked, as everywhere."""

    words: str
    category: str
    property: str
    path: str
    value: str
    confidence: str


class KindResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one message. ``why`` is set where it was not recognised; ``unaltered`` None where it did not arrive."""

    kind: str
    title: str
    sent: str
    recognised: bool
    why: str = ""
    seen: tuple[Seen, ...] = ()
    unaltered: bool | None = None

    def lines(self) -> list[str]:
        """In words; the first line is the verdict."""
        verdict = "recognised" if self.recognised else f"not recognised: {self.why}"
        found = [
            f"  {item.words}: {item.category} at {item.path} ({item.confidence}), shown as {item.value}"
            for item in self.seen
        ]
        altered = ["  the recipient got other bytes than were sent"] if self.unaltered is False else []
        return [f"{self.title}: {verdict}", f"  sent: {self.sent}", *found, *altered]


class SelfTestResult(msgspec.Struct, frozen=True, kw_only=True):
    """The whole self-test.

    ``problem`` is what kept it from running, ``todo`` what to do about what went wrong; both "" where all is well.
    ``run`` is in the path of each message (``/self-test/RUN/KIND``); ``seconds`` is how long it took until all was analysed.
    """

    run: str
    kinds: tuple[KindResult, ...]
    proxy: str = ""
    seconds: float = 0.0
    problem: str = ""
    todo: str = ""
    proves: str = PROVES
    proves_not: str = PROVES_NOT

    @property
    def passed(self) -> bool:
        """True where every kind was recognised and arrived as it was sent."""
        return not self.problem and all(item.recognised and item.unaltered for item in self.kinds)

    def headline(self) -> str:
        """One sentence."""
        if self.problem:
            return tr("The self-test could not run: {problem}.", problem=self.problem)
        recognised = sum(item.recognised for item in self.kinds)
        return tr(
            "{recognised} of {all} kinds were recognised, sent over TLS through the proxy at {proxy}, after {seconds} s.",
            recognised=recognised, all=len(self.kinds), proxy=self.proxy, seconds=written(f"{self.seconds:.1f}"),
        )  # fmt: skip

    def lines(self) -> list[str]:
        """In words, for a terminal."""
        lines = [self.headline()]
        if not self.problem:
            lines += [line for item in self.kinds for line in item.lines()]
            if all(item.unaltered for item in self.kinds):
                lines.append("What arrived at the stand-in is byte for byte what was sent.")
        lines += [f"What to do: {self.todo}"] if self.todo else []
        if self.problem:
            return lines
        return [*lines, f"What this shows: {self.proves}", f"What it does not show: {self.proves_not}"]

    def __str__(self) -> str:
        return "\n".join(self.lines())
