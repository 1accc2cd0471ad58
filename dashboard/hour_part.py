"""The recipients of an hour that the Device page counts and does not name: they come when somebody opens them."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import urlencode

from flask import Response, abort, request
from plotly.utils import PlotlyJSONEncoder

from analysis import coverage_queries
from analysis.coverage_queries import HOUR
from analysis.queries import Day
from dashboard.filtering import from_address
from dashboard.hour_words import NAMED, listed, recipient_name
from dashboard.site import site, viewer

PATH: Final = "/part/hour"


def source(device: str, day: Day, start: int) -> str:
    """The address of an hour's part; the hour begins at ``start`` (µs UTC)."""
    asked = {"device": device, "day": day.date.isoformat(), "hour": (start - day.start) // HOUR}
    return f"{PATH}?{urlencode(asked)}"


def answer() -> Response:
    """``/part/hour?device=…&day=…&hour=…`` as JSON that ``Later`` draws; nothing of what the viewer may not see."""
    asked = from_address(dict(request.args), site())
    day = site().chosen_day(request.args.get("day", ""))
    if (
        day is None
        or asked.start is None
        or asked.end is None
        or asked.end - asked.start > HOUR
        or not asked.device
    ):
        abort(404)
    with site().reader.read() as connection:
        rows = coverage_queries.of_time(connection, viewer(), day, asked.start, asked.end, asked.device)
        companies = site().companies(connection)
    rest = coverage_queries.destinations(rows)[NAMED:]
    told = listed(rest, lambda one: recipient_name(one.company, one.host, companies))
    return Response(json.dumps(told, cls=PlotlyJSONEncoder), mimetype="application/json")
