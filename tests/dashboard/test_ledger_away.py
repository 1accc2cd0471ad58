"""A page that stays open while there is no ledger (it is made anew, say) keeps what it shows, and asks again later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, morning

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
OWN = {"Origin": "http://localhost"}
ASKED = {"day": DAY.isoformat(), "version": "1.1"}
PAGES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "today": (
        {"all": "", "empty": False, "waits": []},
        ("today-empty.children", "today.content", "today-seen.data", "today-waiting.children"),
    ),
    "device": (
        {"device": PHONE, "all": "", "charted": 0},
        ("device.content", "device-charts.children", "device-below.content", "device-seen.data"),
    ),
    "morning": ({"span": ""}, ("morning.content", "morning-seen.data")),
    "could-tell": ({"device": "", "pending": True}, ("could-tell.content", "could-tell-seen.data")),
}


def pulse(client: FlaskClient, page: str) -> Any:
    more, outputs = PAGES[page]
    asked = {
        "output": f"..{'...'.join(outputs)}..",
        "outputs": [dict(zip(("id", "property"), name.split("."), strict=True)) for name in outputs],
        "inputs": [{"id": f"{page}-pulse", "property": "n_intervals", "value": 1}],
        "state": [{"id": f"{page}-seen", "property": "data", "value": ASKED | more}],
        "changedPropIds": [f"{page}-pulse.n_intervals"],
    }
    return client.post("/_dash-update-component", json=asked, headers=OWN)


@pytest.mark.parametrize("page", PAGES)
def test_it_keeps_what_it_shows(make_home: Make, at_home: Switch, page: str) -> None:
    home = make_home(morning)
    client = at_home(home)
    whole = home.ledger_path.read_bytes()
    home.ledger_path.unlink()
    away = pulse(client, page)
    assert away.status_code in (200, 204), away.text
    assert "content" not in str(away.get_json(silent=True) or "")
    home.ledger_path.write_bytes(whole)
    assert "Phone" in pulse(client, page).text
