"""The address of this box's certificate as a QR code, so that nobody has to type it into a phone."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import segno
from dash import html
from flask import request

from analysis.addresses import in_url, reachable_at
from analysis.status import read_all
from analysis.wording import tr
from dashboard.components import Content
from dashboard.site import site

PATH = "/ca.pem"
_DASHBOARD = "dashboard"


def addresses() -> list[str]:
    """Where a phone in the house finds the certificate; none where the dashboard listens on this machine alone."""
    running = [status for status in read_all(site().home) if status.name == _DASHBOARD and status.listens]
    settings = site().home.settings
    listen, port = running[0].listens[0] if running else (settings.dashboard_listen, settings.dashboard_port)
    asked = urlsplit(request.host_url).port or port
    return [
        f"http://{in_url(address)}:{asked}{PATH}"
        for address in reachable_at(listen)
        if not ipaddress.ip_address(address).is_loopback
    ]


def code() -> list[Content]:
    """The code and the address under it; where no phone can reach it, how one can."""
    found = addresses()
    if not found:
        words = tr(
            "A phone cannot fetch the certificate from here yet: this page is served to this machine alone. Stop leakledger"
            " and start it with --listen and this machine’s address in your home network; a code to scan then stands here."
        )
        return [html.P(words, className="covt")]
    url = found[0]
    picture = segno.make(url, error="m").svg_data_uri(scale=5, border=3, dark="#000", light="#fff")
    words = tr("Scan it with the device’s camera to fetch the certificate; it asks for no password.")
    return [
        html.Figure(
            [
                html.Img(src=picture, alt=tr("QR code of {address}", address=url), width="180", height="180"),
                html.Figcaption([words, html.Br(), html.Code(url)]),
            ],
            className="qr",
        )
    ]
