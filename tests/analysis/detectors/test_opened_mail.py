"""A mail was opened where its picture is fetched with who or which mail; pictures of pages are none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.opened_mail import DETECTOR
from analysis.records import Observation, Transmission


def see(path: str, query: str, method: str = "GET") -> list[Observation]:
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method=method,
        host="click.example", path=path, query=query,
    )  # fmt: skip
    return list(DETECTOR.detect(open_message(sent)))


@pytest.mark.parametrize(
    ("path", "query", "step"),
    [
        ("/o/3f9a1c/open.gif", "mid=88123&rid=u_52f0b9e1", "path:2"),
        ("/wf/open", "upn=u001.JbPqZk3vT81Qm2xALr0sWp9", "path:1"),
        ("/track/open.php", "u=30482913&id=8f2c1b7de0a94c", "path:1"),
        ("/e/email_opened.png", "c=1&m=2", "path:1"),
    ],
)
def test_a_mail_was_opened(path: str, query: str, step: str) -> None:
    (seen,) = see(path, query)
    assert (seen.category, seen.property, seen.path, seen.value) == (
        "usage.interaction",
        "userAction",
        step,
        "open",
    )
    assert seen.rule == "opened_mail.picture"


@pytest.mark.parametrize(
    ("path", "query", "method"),
    [
        ("/open.gif", "", "GET"),
        ("/open.gif", "v=3&cb=1793700", "GET"),
        ("/open.gif", "id=7", "GET"),
        ("/icons/open.png", "set=a&name=door", "GET"),
        ("/static/ui/open.png", "theme=dark&lang=de", "GET"),
        ("/open", "id=1&u=2", "GET"),
        ("/doors/3/open", "id=1&u=2", "GET"),
        ("/reopen.gif", "id=1&u=2", "GET"),
        ("/open.gif/list", "id=1&u=2", "GET"),
        ("/wf/open", "upn=u001.JbPqZk3vT81Qm2xALr0sWp9", "POST"),
        ("/open.json", "id=1&u=2", "GET"),
        ("/open.gif", "&".join("a" for _ in range(99)), "GET"),
    ],
)
def test_pictures_of_something_else(path: str, query: str, method: str) -> None:
    assert see(path, query, method) == []
