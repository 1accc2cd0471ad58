"""What may be set of notices, and that a webhook is only ever called on the local network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.notice_settings import Email, Notices, UnusableNotices, Webhook, check, near_addresses
from analysis.settings import Home, UnusableHome

MAIL = {"server": "mail.example", "sender": "box@mail.example", "to": ["ada@mail.example"]}


def opened(tmp_path: Path, **settings: Any) -> Home:
    Home.open(tmp_path / "home")
    (tmp_path / "home" / "settings.json").write_text(json.dumps(settings))
    return Home.open(tmp_path / "home")


def test_nothing_is_sent_unless_the_owner_says_so(tmp_path: Path) -> None:
    assert not Home.open(tmp_path / "home").settings.notices.wanted
    assert not Notices(at="20:00").wanted  # nowhere to send it
    assert not Notices(folder="/tmp/x").wanted  # nothing to send
    assert Notices(alerts=True, folder="/tmp/x").wanted


@pytest.mark.parametrize(
    ("notices", "says"),
    [
        ({"at": "8 pm"}, "no time of day"),
        ({"at": "24:00"}, "no time of day"),
        ({"email": {**MAIL, "port": 0}}, "port must be"),
        ({"email": {**MAIL, "to": []}}, "names nobody"),
        ({"email": {**MAIL, "to": ["ada\r\nBcc: eve@x.example"]}}, "no e-mail address"),
        ({"email": {**MAIL, "security": "none", "user": "ada"}}, "unencrypted"),
        ({"webhook": {"url": "file:///etc/passwd"}}, "no http address"),
        ({"webhook": {"url": "ntfy.example/topic"}}, "no http address"),
        ({"sms": {}}, "unknown field"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, notices: dict[str, Any], says: str) -> None:
    with pytest.raises(UnusableHome, match=says) as error:
        opened(tmp_path, notices=notices)
    assert "\n" not in str(error.value)
    assert "settings.json" in str(error.value)


def test_a_password_may_go_unencrypted_to_this_machine_only() -> None:
    base = {"sender": "a@b.example", "to": ("a@b.example",), "security": "none", "user": "a"}
    check(Notices(email=Email(server="localhost", **base)))  # type: ignore[arg-type]
    with pytest.raises(UnusableNotices):
        check(Notices(email=Email(server="8.8.8.8", **base)))  # type: ignore[arg-type]


@pytest.mark.parametrize("server", ["8.8.8.8", "192.168.1.5", "mail.example"])
def test_not_even_on_the_local_network(server: str) -> None:
    mail = Email(server=server, sender="a@b.example", to=("a@b.example",), security="none", user="a")
    with pytest.raises(UnusableNotices, match="unencrypted"):
        check(Notices(email=mail))


# of these, some are set apart for examples, for measuring, for providers, or for nobody yet: none is a home's
@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "2001:4860:4860::8888", "0.0.0.0", "1.1.1.1", "203.0.113.9", "198.18.0.1", "192.0.2.1", "240.0.0.1",
     "100.64.0.1", "2001:db8::1", "::ffff:8.8.8.8"],
)  # fmt: skip
def test_no_webhook_is_called_outside_the_house(address: str) -> None:
    check(Notices(webhook=Webhook(url=f"http://[{address}]/" if ":" in address else f"http://{address}/")))
    with pytest.raises(UnusableNotices, match="not on the local network"):
        near_addresses(address, 80)


@pytest.mark.parametrize("address", ["127.0.0.1", "192.168.1.7", "10.0.0.4", "fd00::7", "fe80::1"])
def test_an_address_of_the_house_may_be_called(address: str) -> None:
    assert near_addresses(address, 80)


@pytest.mark.parametrize("position", [[91, 0], [0, 181], [-91, 0]])
def test_a_position_is_on_earth(tmp_path: Path, position: list[float]) -> None:
    assert opened(tmp_path, position=[52.5, -13.4]).settings.position == (52.5, -13.4)
    with pytest.raises(UnusableHome, match="position must be"):
        opened(tmp_path, position=position)


@pytest.mark.parametrize(
    "url",
    [
        "http://[bad/x",
        "http://127.0.0.1:99999/x",
        "http://127.0.0.1:port/x",
        "http://127.0.0.1:0/x",
        "http:///x",
        "ftp://127.0.0.1/x",
    ],
)
def test_an_address_that_is_none_is_one_sentence(url: str) -> None:
    with pytest.raises(UnusableNotices, match="is no http address"):
        check(Notices(webhook=Webhook(url=url)))


@pytest.mark.parametrize("host", ["kü..che", "a" * 70 + ".example", "."])
def test_what_can_be_no_name_has_no_address(host: str) -> None:
    with pytest.raises(UnusableNotices, match="has no address"):
        near_addresses(host, 80)
