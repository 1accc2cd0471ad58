"""An address of no page says so, and leads back; it stands in no navigation."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from analysis.settings import Home
from dashboard import header


def test_it_leads_back_and_is_not_offered(
    make_home: Callable[..., Home], page: Callable[..., str], at_home: Callable[[Home], FlaskClient]
) -> None:
    home = make_home()
    shown = page(home, "/404")
    assert "There is no such page." in shown
    assert '"href": "/"' in shown
    assert "Not found" not in [name for _, name in header._places()]
    asked = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": "/no-such-page"},
            {"id": "_pages_location", "property": "search", "value": ""},
        ],
        "changedPropIds": [], "state": [],
    }  # fmt: skip
    answer = at_home(home).post(
        "/_dash-update-component", json=asked, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert "There is no such page." in answer.get_data(as_text=True)
    assert answer.json["response"]["_pages_store"]["data"]["title"] == "Not found · leakledger"
