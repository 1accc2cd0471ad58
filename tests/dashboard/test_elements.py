"""Elements are what Dash would have made of them, and refuse what Dash refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dash import dcc, html
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from dashboard import elements

OURS = sorted(elements.Element.__subclasses__(), key=lambda one: one.__name__)
EVIL = "<img src=x onerror=alert(1)>"


def theirs(ours: type[Component]) -> Any:
    return dcc.Link if ours is elements.Link else getattr(html, ours.__name__)


def encoded(component: Component) -> Any:
    return json.loads(json.dumps(component, cls=PlotlyJSONEncoder))


@pytest.mark.parametrize("element", OURS, ids=lambda one: one.__name__)
def test_each_is_sent_as_dashs_own(element: Any) -> None:
    given: dict[str, Any] = (
        {"href": "/x"} if element is elements.Link else {"aria-label": EVIL, "role": "note"}
    )
    given |= {"id": {"row": "a", "of": "b"}, "className": "c", "title": EVIL}
    own = theirs(element)
    assert encoded(element([EVIL, html.B("x"), None, 3], **given)) == encoded(
        own([EVIL, html.B("x"), None, 3], **given)
    )
    assert encoded(element(**given)) == encoded(own(**given))
    assert isinstance(element(**given), own)


@pytest.mark.parametrize("element", OURS, ids=lambda one: one.__name__)
def test_what_dash_does_not_know_is_refused(element: Any) -> None:
    with pytest.raises(TypeError, match="onclick"):
        element("x", onclick="alert(1)")
    with pytest.raises(TypeError, match="dangerouslySetInnerHTML"):
        element("x", dangerouslySetInnerHTML={"__html": EVIL})


def test_a_link_has_no_wildcards_as_dashs_has_none() -> None:
    with pytest.raises(TypeError):
        dcc.Link("x", href="/", **{"aria-label": "y"})
    with pytest.raises(TypeError):
        elements.Link("x", href="/", **{"aria-label": "y"})


def test_one_can_be_found_and_changed_like_dashs_own() -> None:
    table = elements.Table(elements.Tr([elements.Td("a", id="first"), elements.Td("b")]))
    assert table["first"].children == "a"
    table["first"].className = "on"
    assert encoded(table)["props"]["children"]["props"]["children"][0]["props"]["className"] == "on"
    assert elements.Td("c").to_plotly_json()["props"] == {"children": "c"}  # nothing is shared between two
