"""Audits what a page says of its use for AI: robots.txt, X-Robots-Tag, TDM reservation, AIPREF.

Who heeds that is another matter.

Rules: RFC 9309 with the agents of ai.robots.txt; X-Robots-Tag and meta robots ``noai``, ``noimageai`` as datadiligence reads
them; W3C TDMRep (header, meta, ``/.well-known/tdmrep.json``); draft-ietf-aipref-attach (header, robots.txt rule).
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from analysis.ai_agents import AI_AGENTS
from analysis.exposure_fetch import Answer, Asker, target, wire
from analysis.exposure_records import Row, Said
from analysis.lazy_patterns import lazy_pattern
from analysis.robots_rules import Robots, encoded, matches, read_robots

_NO_AI: Final = frozenset({"noai", "noimageai"})
_NAMED: Final = 12  # agents that a sentence names
_NO_TRAINING: Final = lazy_pattern(r"(?:^|[,;\s])(train-ai|ai|bots)\s{0,3}=\s{0,3}([yn])(?:$|[,;\s])")


class _Meta(HTMLParser):
    """The ``<meta name content>`` pairs of a page, in lower case."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        if tag == "meta" and len(self.found) < 500:
            given = {name: value or "" for name, value in attrs}
            self.found.append((given.get("name", "").lower(), given.get("content", "")))


def addresses(url: str) -> tuple[str, ...]:
    """What an audit of a page fetches: the page, and two files of its host."""
    page = wire(url)
    parts = urlsplit(page)
    root = f"{parts.scheme}://{parts.netloc}"
    return page, f"{root}/robots.txt", f"{root}/.well-known/tdmrep.json"


def audit(url: str, asker: Asker) -> Iterator[Row]:
    """What the page says, signal by signal."""
    page, robots, reservation = (asker.get(address) for address in addresses(url))
    yield from _robots(url, robots)
    meta = _meta(page)
    yield _no_ai(url, page, "X-Robots-Tag", page.all("x-robots-tag"))
    yield _no_ai(url, page, "meta robots", tuple(content for name, content in meta if name == "robots"))
    yield _tdm(url, page, "tdm-reservation header", page.all("tdm-reservation"))
    yield _tdm(
        url, page, "tdm-reservation meta", tuple(value for name, value in meta if name == "tdm-reservation")
    )
    yield _tdm_file(url, reservation)
    yield _usage(url, page, "Content-Usage header", page.all("content-usage"))


def _meta(page: Answer) -> list[tuple[str, str]]:
    parser = _Meta()
    try:
        parser.feed(page.text)
    except (AssertionError, ValueError, RecursionError):
        return []  # what a parser cannot read says nothing
    return parser.found


def _row(url: str, answer: Answer, signal: str, said: Said, says: str) -> Row:
    if answer.trouble or answer.status == 0:
        said, says = "unknown", f"{signal}: {answer.trouble or 'no answer'}"
    return Row(
        kind="opt_out", url=url, signal=signal, said=said, says=says, asked=answer.url, at=answer.at, sha256=answer.sha256
    )  # fmt: skip


def _absent(answer: Answer) -> bool:
    return 400 <= answer.status < 500


def _robots(url: str, answer: Answer) -> Iterator[Row]:
    if answer.status >= 500:
        says = f"robots.txt: the server failed (status {answer.status}); agents that follow RFC 9309 then fetch nothing"
        yield _row(url, answer, "robots.txt", "unknown", says)
        return
    if _absent(answer):
        yield _row(
            url, answer, "robots.txt", "not_stated", f"robots.txt: there is none (status {answer.status})"
        )
        return
    robots, path = read_robots(answer.text), target(url)
    yield _row(url, answer, "robots.txt", *_agents(robots, path))
    agents = ("*", *AI_AGENTS)
    usage = tuple(dict.fromkeys(part for agent in agents for part in robots.usage(agent, path)))
    malformed = tuple(dict.fromkeys(part for agent in agents for part in robots.malformed_usage(agent)))
    yield _usage(url, answer, "Content-Usage in robots.txt", usage, malformed)


def _agents(robots: Robots, path: str) -> tuple[Said, str]:
    kept_out = [agent for agent in AI_AGENTS if not robots.allows(agent, path)]
    total = len(AI_AGENTS)
    if not kept_out:
        return "not_stated", f"robots.txt asks none of {total} AI agents to stay away from this page"
    names = ", ".join(kept_out[:_NAMED]) + (
        f" and {len(kept_out) - _NAMED} more" if len(kept_out) > _NAMED else ""
    )
    everyone = " (it asks everybody)" if not robots.allows("*", path) else ""
    return (
        "reserved",
        f"robots.txt asks {len(kept_out)} of {total} AI agents to stay away from this page{everyone}: {names}",
    )


def _no_ai(url: str, answer: Answer, signal: str, values: tuple[str, ...]) -> Row:
    """``noai`` and ``noimageai``, for everybody or for the agent named before the colon."""
    found: list[str] = []
    for value in values:
        agent = ""
        for part in value.lower().split(","):
            before, colon, after = part.partition(":")
            agent, word = (before.strip(), after.strip()) if colon else (agent, part.strip())
            if word in _NO_AI:
                found.append(f"{word} for {agent}" if agent else word)
    if found:
        return _row(url, answer, signal, "reserved", f"{signal} says {', '.join(dict.fromkeys(found))}"[:300])
    return _row(url, answer, signal, "not_stated", f"{signal} says neither noai nor noimageai")


def _tdm(url: str, answer: Answer, signal: str, values: tuple[str, ...]) -> Row:
    words = [value.strip() for value in values]
    if "1" in words:
        return _row(
            url, answer, signal, "reserved", f"{signal} is 1: rights to text and data mining are reserved"
        )
    if words and set(words) == {"0"}:
        return _row(
            url,
            answer,
            signal,
            "not_reserved",
            f"{signal} is 0: rights to text and data mining are not reserved",
        )
    return _row(url, answer, signal, "not_stated", f"{signal}: there is none that counts")


def _tdm_file(url: str, answer: Answer) -> Row:
    signal = "tdmrep.json"
    if _absent(answer):
        return _row(url, answer, signal, "not_stated", f"{signal}: there is none (status {answer.status})")
    try:
        rules = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, RecursionError):
        return _row(url, answer, signal, "not_stated", f"{signal}: it is no JSON, so it counts as absent")
    path = target(url)
    for rule in rules[:5_000] if isinstance(rules, list) else ():
        if isinstance(rule, dict) and _is_of(rule, path):
            value = str(rule.get("tdm-reservation"))
            return _tdm(url, answer, f"{signal} for {rule['location'][:100]}", (value,))
    return _row(url, answer, signal, "not_stated", f"{signal}: no rule is for this page")


def _is_of(rule: dict[str, Any], path: str) -> bool:
    location = rule.get("location")
    return (
        isinstance(location, str)
        and location.startswith(("/", "*"))
        and matches(encoded(location[:2_000]), encoded(path))
    )


def _usage(
    url: str, answer: Answer, signal: str, values: tuple[str, ...], malformed: tuple[str, ...] = ()
) -> Row:
    """A draft of the IETF, which may change: what stands there is quoted, and so is what it does not count."""
    wrong = ""
    if malformed:
        wrong = f"has “{_quoted(malformed)}” without a path that begins with /: malformed by the draft, so it does not count"
    if not values:
        says = f"{signal} (a draft) {wrong}" if wrong else f"{signal} (a draft): there is none"
        return _row(url, answer, signal, "not_stated", says)
    answers = {found[2] for value in values for found in _NO_TRAINING.finditer(value.lower())}
    said: Said = "reserved" if "n" in answers else "not_reserved" if answers else "not_stated"
    besides = f"; it also {wrong}" if wrong else ""
    return _row(url, answer, signal, said, f"{signal} (a draft) says: {_quoted(values)}{besides}")


def _quoted(values: tuple[str, ...]) -> str:
    return "; ".join("".join(sign for sign in value if sign.isprintable()) for value in values)[:200]
