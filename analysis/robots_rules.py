"""Reads robots.txt (RFC 9309) and its Content-Usage rules (draft-ietf-aipref-attach): who may fetch what, and use how."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

import msgspec

from analysis.lazy_patterns import lazy_pattern

_MAX_TEXT: Final = 500 << 10  # characters, as RFC 9309 demands at least
_MAX_RULES: Final = 20_000
_MAX_PATTERN: Final = 2_000  # characters
_SAFE: Final = "/%:@!$&'()*+,;=-._~?"
_UNRESERVED: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_ENCODED: Final = lazy_pattern("%([0-9a-fA-F]{2})")


class Rule(msgspec.Struct, frozen=True):
    """One path pattern: ``*`` is any text, a last ``$`` the end of the path. ``usage`` is "" for allow and disallow.

    The pattern of a usage is "" where it names no path, as it has to.
    """

    pattern: str
    allow: bool
    usage: str = ""


class Robots(msgspec.Struct, frozen=True):
    """The groups of a robots.txt: agent, in lower case, to its rules."""

    groups: dict[str, tuple[Rule, ...]]

    def named(self, agent: str) -> bool:
        """Whether a group is for this very agent."""
        return agent.lower() in self.groups

    def allows(self, agent: str, path: str) -> bool:
        """Whether an agent may fetch a path (with its query); the longest pattern decides, of equals the allowing one."""
        best, path = (0, True), encoded(path)
        for rule in self._rules(agent):
            if not rule.usage and rule.pattern and matches(rule.pattern, path):
                best = max(best, (len(rule.pattern), rule.allow))
        return best[1]

    def usage(self, agent: str, path: str) -> tuple[str, ...]:
        """The usage preferences of a path: all of the longest pattern."""
        path = encoded(path)
        rules = [rule for rule in self._rules(agent) if rule.usage and rule.pattern]
        found = [rule for rule in rules if matches(rule.pattern, path)]
        longest = max((len(rule.pattern) for rule in found), default=0)
        return tuple(rule.usage for rule in found if len(rule.pattern) == longest)

    def malformed_usage(self, agent: str) -> tuple[str, ...]:
        """What stands for an agent as usage preferences of no path; they count for nothing."""
        return tuple(rule.usage for rule in self._rules(agent) if rule.usage and not rule.pattern)

    def _rules(self, agent: str) -> tuple[Rule, ...]:
        name = agent.lower()
        return self.groups.get(name) or self.groups.get(name.partition("/")[0]) or self.groups.get("*", ())


def read_robots(text: str) -> Robots:
    """The groups of a robots.txt, whatever is in it."""
    groups: dict[str, list[Rule]] = {}
    agents: list[str] = []
    in_agents, count = False, 0
    for line in text[:_MAX_TEXT].removeprefix("\ufeff").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            agents = [*agents, value.lower()] if in_agents else [value.lower()]
            agents = agents[:1_000]
            groups.setdefault(value.lower(), [])
            in_agents = True
            continue
        rule = _rule(name, value)
        in_agents = in_agents and rule is None and name != "crawl-delay"
        if rule is not None:
            for agent in agents:
                count += 1
                if count <= _MAX_RULES:
                    groups[agent].append(rule)
    return Robots({agent: tuple(rules) for agent, rules in groups.items()})


def _rule(name: str, value: str) -> Rule | None:
    if name in ("allow", "disallow"):
        return Rule(encoded(value[:_MAX_PATTERN]), name == "allow")
    if name != "content-usage" or not value:
        return None
    if not value.startswith("/"):
        return Rule("", True, value[:_MAX_PATTERN])
    path, _, usage = value.replace("\t", " ").partition(" ")
    return Rule(encoded(path[:_MAX_PATTERN]), True, usage.strip()) if usage.strip() else None


def encoded(path: str) -> str:
    """A path as patterns are compared with it: only what needs no encoding is decoded."""
    return _ENCODED.sub(_decoded, quote(path, safe=_SAFE, errors="replace"))


def _decoded(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in _UNRESERVED else found[0].upper()


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern matches from the beginning of an ``encoded`` path; linear, for both are strangers' text."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if ends and not others:
        return path == first
    at = len(first)
    for position, part in enumerate(others):
        if ends and position == len(others) - 1:
            return path.endswith(part) and len(path) - len(part) >= at
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True
