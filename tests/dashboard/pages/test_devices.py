"""The Devices page: what is enrolled and why we say so, which may be the same, and who may press which button."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from analysis.accounts import choose, hand_over
from analysis.commands.devices import command as devices_command
from analysis.consent import digest_for
from analysis.device_decisions import merge, set_mode
from analysis.device_hints import HintRow, Hints
from analysis.devices import Device, DeviceDirectory, decide, decisions
from analysis.errors import UserFault
from analysis.people import add
from analysis.pin_journal import Pins
from analysis.queries import Viewer
from analysis.records import Address, DeviceHint, utc_now
from analysis.settings import Home
from dashboard.device_actions import NotAllowed, act
from dashboard.device_actions import add as enrol
from tests.ledger_book import Book, found

Page = Callable[..., str]
Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
OWNER, ANNA = Viewer(owner=True), Viewer(person="Anna")
PHONE, NEW, BENS = "01aaaaaaaaaaaaaaaaaaaaaaaa", "01bbbbbbbbbbbbbbbbbbbbbbbb", "01cccccccccccccccccccccccc"
OWN = {"Origin": "http://localhost"}


def fill(home: Home, name: str = "Anna's phone") -> Home:
    """Anna's phone, a new one that is probably the same, and a tablet of Ben's."""
    now = utc_now()
    known = (
        Device(
            id=PHONE, name=name, person="Anna", addresses=(Address(kind="mac", value="3c:a6:2f:00:00:01"),)
        ),
        Device(id=NEW, name="new one", mode="observe", addresses=(Address(kind="ip", value="192.0.2.8"),)),
        Device(
            id=BENS, name="Ben's tablet", person="Ben", addresses=(Address(kind="proxy_user", value="ben"),)
        ),
    )
    for person in ("Anna", "Ben"):
        add(home, person)
    for device in known:
        decide(home, device, at=now - timedelta(days=9))
    book = Book(home)
    book.devices = list(known)
    for number in range(12):
        book.send(now - timedelta(days=4, minutes=20 * number), PHONE, "social", found("location.precise"))
        book.send(now - timedelta(minutes=20 * number), NEW, "social", found("photo.image"))
    book.send(
        now - timedelta(hours=1), BENS, "watchmaker", found("health.heart_rate"), host="secret.ben.example"
    )
    book.close()
    hints = Hints()
    for device, mac in ((PHONE, "3c:a6:2f:00:00:01"), (NEW, "da:a1:19:00:00:02")):
        for kind, value in (("dhcp_hostname", "Annas-Pixel"), ("dhcp_vendor_class", "android-dhcp-14")):
            address = Address(kind="mac", value=mac)
            hint = DeviceHint(
                at=datetime(2026, 11, 20, tzinfo=UTC),
                writer="sniffer",
                addresses=(address,),
                kind=kind,
                value=value,
            )
            hints.of_network(HintRow(hint, device))
    book = Book(home)
    with book.ledger.engine.begin() as connection:
        hints.write(connection)
    book.ledger.close()
    return home


def device(home: Home, id: str) -> Device:
    return next(item for item in DeviceDirectory(decisions(home)).everyone() if item.id == id)


def test_a_new_home_shows_how_to_enrol(make_home: Make, page: Page) -> None:
    shown = page(make_home(), "/devices")
    assert "No device is enrolled yet." in shown
    assert "Enrol it" in shown
    assert "/ca.pem" in shown


def test_the_owner_sees_each_device_with_reasons_state_and_addresses(make_home: Make, page: Page) -> None:
    shown = page(fill(make_home()), "/devices")
    for words in (
        "Anna's phone", "Ben's tablet", "Probably a phone: its DHCP vendor class is \\u201candroid-dhcp-14\\u201d",
        "nothing is opened",
        "the hardware address 3c:a6:2f:00:00:01", "randomised: the device made it up", "It is this device\\u2019s",
        "That Anna said yes is ", "not on record", "the proxy user \\u201cben\\u201d",
    ):  # fmt: skip
        assert words in shown, words


def test_a_pair_is_proposed_with_its_reasons_and_two_answers_until_the_owner_decides(
    make_home: Make, page: Page
) -> None:
    home = fill(make_home())
    shown = page(home, "/devices")
    assert "is probably the same as" in shown
    assert "Both call themselves \\u201cAnnas-Pixel\\u201d." in shown
    assert "They are the same" in shown
    assert "Not the same" in shown
    act(home, OWNER, "apart", PHONE, NEW)
    assert "probably the same" not in page(home, "/devices")


def test_merged_devices_are_one_card_with_a_way_back(make_home: Make, page: Page) -> None:
    home = fill(make_home())
    assert "is read as Anna's phone" in act(home, OWNER, "merge", PHONE, NEW)
    shown = page(home, "/devices")
    assert "also read as it" in shown
    assert "new one (observed)" in shown
    assert "Split" in shown
    assert "They are the same" not in shown
    act(home, OWNER, "split", PHONE, NEW)
    assert device(home, NEW).alias_of == ""


def test_a_person_sees_their_own_in_full_and_the_others_as_totals(make_home: Make, page: Page) -> None:
    home = fill(make_home())
    shown = page(home, "/devices", ANNA)
    assert "Anna's phone" in shown
    assert "Watch Maker" in shown
    assert "without saying whose" in shown
    assert "/password" in shown
    for words in (
        "Ben's tablet",
        BENS,
        "new one",
        NEW,
        "secret.ben.example",
        "Enrol it",
        "leakledger people login",
        "Split",
    ):
        assert words not in shown, words
    stranger = page(home, "/devices", Viewer())
    assert "No device of yours is enrolled." in stranger
    assert "Anna" not in stranger


@pytest.mark.parametrize("do", ["merge", "apart", "split", "confirm", "kind", ""])
def test_what_only_the_owner_decides_a_person_cannot(make_home: Make, do: str) -> None:
    home = fill(make_home())
    before = len(decisions(home))
    with pytest.raises(NotAllowed):
        act(home, ANNA, do, PHONE, NEW if do != "confirm" else "da:a1:19:00:00:02")
    assert len(decisions(home)) == before


@pytest.mark.parametrize(
    "viewer",
    [ANNA, Viewer(person=""), Viewer(), Viewer(person="Cem")],
    ids=["Anna", "no name", "nobody", "Cem"],
)
@pytest.mark.parametrize("do", ["open", "observe", "pause", "resume", "agree", "end", "forget", "merge"])
def test_nobody_touches_another_persons_device(make_home: Make, viewer: Viewer, do: str) -> None:
    home = fill(make_home())
    before = len(decisions(home))
    with pytest.raises(NotAllowed, match="not yours"):
        act(home, viewer, do, BENS, PHONE)
    with pytest.raises(NotAllowed, match="not yours"):
        act(home, viewer, do, "no such device")
    assert len(decisions(home)) == before


def test_a_person_may_pause_resume_and_agree_to_their_own_and_it_is_noted_who(
    make_home: Make, page: Page
) -> None:
    home = fill(make_home())
    act(home, ANNA, "pause", PHONE)
    assert device(home, PHONE).mode == "paused"
    act(home, ANNA, "resume", PHONE)
    act(home, ANNA, "agree", PHONE)
    last = decisions(home)[-1]
    assert (last.by, last.agreed, last.device.mode) == ("Anna", "Anna", "open")
    for viewer in (ANNA, OWNER):
        shown = page(home, "/devices", viewer)
        assert " said yes to this on " in shown
        assert "That is their own word." in shown
    act(home, ANNA, "forget", PHONE)
    assert device(home, PHONE).forgotten


def test_the_form_enrols_by_any_kind_of_address_and_only_for_the_owner(make_home: Make) -> None:
    home = fill(make_home())
    form: dict[str, Any] = {"kind": "unknown", "person": "", "opened": False}
    for name, address, kind in (
        ("one", "192.0.2.50", "ip"),
        ("two", "3C-A6-2F-00-00-07", "mac"),
        ("three", "three", "proxy_user"),
        ("four", "fd00::1", "ip"),
    ):
        enrol(home, OWNER, name=name, address=address, **form)
        made = DeviceDirectory(decisions(home)).named(name)
        assert (made.addresses[0].kind, made.mode) == (kind, "observe")
    with pytest.raises(NotAllowed, match="only the owner"):
        enrol(home, ANNA, name="mine", address="192.0.2.51", **form)


@pytest.mark.parametrize(
    "address",
    [
        "192.168.1", "192,168,1,20", "192-168-1-20", "192 168 1 20", "192.168.1.300", "3c:a6:2f:bc:5e", "3c-a6-2f-bc-5e",
        "3ca62fbc5e65", "3c_a6_2f_bc_5e_65", "annas-phone.local", "Anna's phone", "fe80::xyz", "a\u200bb", "x" * 61,
    ],
)  # fmt: skip
def test_an_address_with_a_slip_is_called_one_and_nothing_is_enrolled(make_home: Make, address: str) -> None:
    home = make_home()
    form: dict[str, Any] = {"kind": "unknown", "person": "", "opened": False, "name": "one"}
    with pytest.raises(UserFault, match="is no address of a device: neither an IP address") as fault:
        enrol(home, OWNER, address=address, **form)
    assert "--" not in str(fault.value)
    assert decisions(home) == []


@pytest.mark.parametrize("name", ["anna", "Zoë", "1234", "a-b-c", "phone_2", "10-20"])
def test_a_proxy_users_name_is_one(make_home: Make, name: str) -> None:
    home = make_home()
    enrol(home, OWNER, name="one", kind="unknown", person="", address=name, opened=False)
    (address,) = decisions(home)[-1].device.addresses
    assert (address.kind, address.value) == ("proxy_user", name)


def test_without_an_address_the_form_says_what_to_enter_in_its_own_words(make_home: Make) -> None:
    with pytest.raises(UserFault, match="enter how the device is recognised") as fault:
        enrol(make_home(), OWNER, name="one", kind="unknown", person="", address=" ", opened=False)
    assert "--" not in str(fault.value)


def test_the_form_opens_nothing_before_it_is_entered_who_said_yes(make_home: Make, page: Page) -> None:
    home = make_home()
    assert '"devices-agreed"' in page(home, "/devices")
    form: dict[str, Any] = {"kind": "phone", "person": "Anna", "opened": True}
    for name, agreed in (("one", ""), ("two", " \t")):
        said = enrol(home, OWNER, name=name, address=name, agreed=agreed, **form)
        assert "only observed from now on: who said yes to its being opened was not entered" in said
        (made,) = (item for item in decisions(home) if item.device.name == name)
        assert (made.device.mode, made.agreed, made.agreed_to) == ("observe", "", "")
    shown = page(home, "/devices")
    assert "That Anna said yes is " in shown
    assert "said yes to this on" not in shown


def test_the_form_keeps_who_said_yes_as_the_command_line_does(make_home: Make, page: Page) -> None:
    home, other = make_home(), make_home()
    form: dict[str, Any] = {"kind": "phone", "person": "Anna", "opened": True}
    assert "is enrolled and opened" in enrol(
        home, OWNER, name="one", address="192.0.2.7", agreed=" anna ", **form
    )
    words = ("add", "one", "--kind", "phone", "--person", "Anna", "--ip", "192.0.2.7", "--agreed-by", "anna")
    assert CliRunner().invoke(devices_command, [*words, "--home", str(other.root)]).exit_code == 0
    kept = [
        [
            (item.device.mode, item.device.person, item.by, item.agreed, item.agreed_to)
            for item in decisions(of)
        ]
        for of in (home, other)
    ]
    assert kept[0] == kept[1]
    assert kept[0][-1] == ("open", "Anna", "", "Anna", digest_for("open"))
    for viewer in (OWNER, ANNA):
        shown = page(home, "/devices", viewer)
        assert " said yes to this on " in shown
        assert "That is the word of the owner of the box." in shown
        assert "not on record" not in shown


def test_a_yes_is_kept_with_a_device_that_is_only_observed(make_home: Make) -> None:
    home = make_home()
    enrol(home, OWNER, name="one", kind="tv", person="", address="tv", opened=False, agreed="Anna")
    last = decisions(home)[-1]
    assert (last.device.mode, last.agreed, last.agreed_to) == ("observe", "Anna", digest_for("observe"))


@pytest.mark.parametrize(
    ("agreed", "why"), [("Ben", "only Anna can agree"), ("x" * 61, "1 to 60"), ("A\u202enna", "1 to 60")]
)
def test_a_yes_of_somebody_who_cannot_give_it_enrols_nothing(make_home: Make, agreed: str, why: str) -> None:
    home = make_home()
    for opened in (True, False):
        with pytest.raises(UserFault, match=why):
            enrol(
                home, OWNER, name="one", kind="tv", person="Anna", address="tv", opened=opened, agreed=agreed
            )
    assert decisions(home) == []


def test_the_owner_opens_a_device_with_somebodys_yes_alone(make_home: Make, page: Page) -> None:
    home = fill(make_home())
    act(home, OWNER, "observe", PHONE)
    before = len(decisions(home))
    for do in ("open", "agree"):
        for said, why in (
            ("", "enter who said yes"),
            (" ", "enter who said yes"),
            ("Ben", "only Anna can agree"),
        ):
            with pytest.raises(UserFault, match=why):
                act(home, OWNER, do, PHONE, said=said)
    assert len(decisions(home)) == before
    act(home, OWNER, "open", PHONE, said="Anna")
    last = decisions(home)[-1]
    assert (last.device.mode, last.by, last.agreed, last.agreed_to) == (
        "open",
        "",
        "Anna",
        digest_for("open"),
    )
    assert "That is the word of the owner of the box." in page(home, "/devices")


def test_a_guardians_yes_is_said_to_be_theirs(make_home: Make, page: Page) -> None:
    home = make_home()
    add(home, "Anna")
    add(home, "Lea", guardian="Anna")
    enrol(home, OWNER, name="one", kind="tablet", person="Lea", address="lea", opened=True, agreed="Anna")
    shown = page(home, "/devices")
    assert (
        '[{"props": {"children": "Anna"}, "type": "B", "namespace": "dash_html_components"}, " said yes to this'
        in shown
    )


def test_a_person_says_yes_for_themselves_whatever_else_they_send(make_home: Make) -> None:
    home = fill(make_home())
    act(home, ANNA, "observe", PHONE)
    for do in ("open", "agree"):
        act(home, ANNA, do, PHONE, said="Ben")
        last = decisions(home)[-1]
        assert (last.device.mode, last.by, last.agreed) == ("open", "Anna", "Anna")


def test_where_the_owner_enters_a_yes_and_where_a_person_does(make_home: Make, page: Page) -> None:
    home = fill(make_home())
    owner = page(home, "/devices")
    assert owner.count('"who": ') == 3
    assert owner.count("Enter who said yes") == 2  # the two that are open
    assert owner.count("If they say no, only observe it") == 2
    assert owner.count("Open it, or enter who said yes") == 1
    assert owner.count("Without the name of who said yes it is not opened") == 1
    person = page(home, "/devices", ANNA)
    assert '"who": ' not in person
    assert "I agree" in person
    act(home, OWNER, "agree", PHONE, said="Anna")
    assert page(home, "/devices").count('"who": ') == 2


def press(client: FlaskClient, do: str, of: str, other: str = "", who: str = "") -> Any:
    """What the browser sends when a button is pressed; ``who`` stands in the device's field."""
    field = {"page": "devices", "who": of}
    id = {"page": "devices", "do": do, "of": of, "other": other}
    name = json.dumps(id, sort_keys=True, separators=(",", ":"))
    asked = {
        "output": "..devices-said.children...devices.children..",
        "outputs": [
            {"id": "devices-said", "property": "children"},
            {"id": "devices", "property": "children"},
        ],
        "inputs": [[{"id": id, "property": "n_clicks", "value": 1}]],
        "state": [
            [{"id": field, "property": "value", "value": who}],
            [{"id": field, "property": "id", "value": field}],
        ],
        "changedPropIds": [f"{name}.n_clicks"],
    }
    return client.post("/_dash-update-component", json=asked, headers=OWN)


def test_a_button_is_pressed_through_the_guard(
    make_home: Make, at_home: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = fill(make_home())
    client = at_home(home)
    done = press(client, "pause", BENS).get_json()["response"]
    assert "is paused" in done["devices-said"]["children"]
    assert device(home, BENS).mode == "paused"
    refused = press(client, "pause", BENS).get_json()["response"]
    assert refused["devices-said"]["children"].startswith("Not done: ")
    assert "devices" not in refused
    assert press(client, "observe", PHONE).status_code == 200
    refused = press(client, "open", PHONE).get_json()["response"]
    assert "enter who said yes" in refused["devices-said"]["children"]
    press(client, "open", PHONE, who="Anna")
    assert (device(home, PHONE).mode, decisions(home)[-1].agreed) == ("open", "Anna")
    client.post("/logout", headers=OWN)
    assert press(client, "resume", BENS).status_code == 401
    assert device(home, BENS).mode == "paused"


def test_names_from_the_network_stay_text(make_home: Make, page: Page) -> None:
    evil = '"><img src=x onerror=alert(1)>'
    shown = page(fill(make_home(), name=evil), "/devices")
    assert json.dumps(evil)[1:-1] in shown
    assert "dangerously" not in shown.lower()


def test_a_paused_or_merged_device_of_a_person_stays_theirs(make_home: Make, page: Page) -> None:
    home = fill(make_home())
    merge(home, PHONE, NEW)
    set_mode(home, PHONE, "paused")
    person, _ = hand_over(home, "Anna")
    assert choose(home, person.id, "a password of hers") == ""
    shown = page(home, "/devices", ANNA)
    assert "Resume" in shown
    assert "1 paused" in shown


def test_photos_and_sound_of_ones_own_device_can_be_kept_for_an_hour(make_home: Make, page: Page) -> None:
    home = fill(make_home())
    assert "Keep them for an hour" in page(home, "/devices", ANNA)
    assert "are kept for 7 days, as messages are" in act(home, ANNA, "media", PHONE)
    word = Pins(home.journal_dir).refresh().media[-1]
    assert (word.devices, word.by, word.until - word.at) == ((PHONE,), "Anna", timedelta(hours=1))
    for viewer in (OWNER, ANNA):
        shown = page(home, "/devices", viewer)
        assert "Those that it sends until" in shown
        assert "No longer" in shown
    assert "go as soon as they are analysed" in act(home, OWNER, "media over", PHONE)
    assert "Those that it sends until" not in page(home, "/devices", ANNA)


def test_nobody_else_has_them_kept_and_of_what_is_not_opened_there_are_none(
    make_home: Make, page: Page
) -> None:
    home = fill(make_home())
    for viewer in (Viewer(person="Ben"), Viewer()):
        for do in ("media", "media over"):
            with pytest.raises(NotAllowed):
                act(home, viewer, do, PHONE)
    assert Pins(home.journal_dir).refresh().media == []
    set_mode(home, PHONE, "observe")
    assert "Keep them for an hour" not in page(home, "/devices", ANNA)
