"""robots.txt: what does not keep anybody out, what does, and what its Content-Usage rules say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ai_agents import AI_AGENTS
from analysis.robots_rules import matches, read_robots


@pytest.mark.parametrize(
    "text",
    [
        "", "<html>404</html>", "Disallow: /", "User-agent: GPTBot", "User-agent: GPTBot\nDisallow:",
        "User-agent: Other\nDisallow: /", "User-agent: GPTBot\nDisallow: /pages%2F1", "User-agent: GPTBot\nDisallow: /%2A",
        "User-agent: GPTBotX\nDisallow: /", "User-agent: GPTBot\nDisallow: /private", "# User-agent: *\n# Disallow: /",
        "User-agent: *\nDisallow: /\nUser-agent: GPTBot\nAllow: /", "User-agent: GPTBot\nDisallow: /page$",
        "User-agent: GPTBot\nDisallow: /\nAllow: /pages", "User-agent: GPTBot\nDisallow: /pages/1\nAllow: /pages/1",
        "User-agent *\nDisallow: /", "User-agent: GPTBot\nDisallow: *.jpg$",
    ],
)  # fmt: skip
def test_what_does_not_keep_an_agent_out(text: str) -> None:
    assert read_robots(text).allows("GPTBot", "/pages/1")


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /", "user-AGENT : gptbot # x\r\nDISALLOW:/ # y", "\ufeffUser-agent: GPTBot\nDisallow: /",
        "User-agent: CCBot\nUser-agent: GPTBot\n\nDisallow: /pages", "User-agent: GPTBot\nCrawl-delay: 3\nDisallow: /",
        "User-agent: GPTBot\nAllow: /\nUser-agent: GPTBot\nDisallow: /pages/", "User-agent: GPTBot\nDisallow: /*/1$",
        "User-agent: GPTBot\nDisallow: /%70ages/", "User-agent: GPTBot\nAllow: /p\nDisallow: /pages",
        "User-agent: *\nDisallow: *",
    ],
)  # fmt: skip
def test_what_does(text: str) -> None:
    robots = read_robots(text)
    assert not robots.allows("GPTBot", "/pages/1")
    assert not robots.allows("gptbot/1.1", "/pages/1")


def test_the_example_of_the_draft() -> None:
    text = (
        "User-Agent: *\nAllow: /\nDisallow: /never/\nContent-Usage: / train-ai=n\nContent-Usage: /ai-ok/ train-ai=y\n\n"
        "User-Agent: ExampleBot\nAllow: /\nContent-Usage: / train-ai=y\n"
    )
    robots = read_robots(text)
    assert robots.usage("Any", "/test") == ("train-ai=n",)
    assert robots.usage("Any", "/ai-ok/test") == ("train-ai=y",)
    assert robots.usage("ExampleBot", "/test") == ("train-ai=y",)
    assert (robots.allows("Any", "/never/test"), robots.allows("Any", "/test")) == (False, True)
    malformed = read_robots(
        "User-agent: *\nContent-Usage: train-ai=n\nContent-Usage:\nContent-Usage: /\nDisallow: /a"
    )
    assert malformed.usage("x", "/") == ()
    assert malformed.malformed_usage("x") == ("train-ai=n",)
    assert robots.malformed_usage("Any") == ()
    assert malformed.allows("x", "/b")


@given(st.text(max_size=400), st.text(max_size=40))
def test_whatever_stands_there_it_never_raises(text: str, path: str) -> None:
    robots = read_robots(text)
    robots.allows("GPTBot", "/" + path)
    robots.usage("*", "/" + path)


def test_hostile_text_takes_no_time() -> None:
    begun = time.monotonic()
    read_robots("User-agent: a\n" * 50_000 + "Disallow: /\n" * 50_000)
    assert not matches("/" + "*a" * 900 + "$", "/" + "a" * 100_000 + "b")
    assert matches("/" + "*a" * 900, "/" + "a" * 100_000)
    assert time.monotonic() - begun < 10


def test_the_list_of_agents_is_whole() -> None:
    assert len(AI_AGENTS) > 150
    assert len(set(AI_AGENTS)) == len(AI_AGENTS)
    assert {"CCBot", "GPTBot", "Google-Extended", "img2dataset", "Bytespider"} <= set(AI_AGENTS)
