"""The page of a home that has recorded nothing yet: how to connect a device, and a self-test."""

from __future__ import annotations

from dash import Input, Output, callback, dcc, html

from analysis.addresses import reachable_at
from analysis.counting import commas
from analysis.devices import DeviceDirectory, decisions
from analysis.records import utc_now
from analysis.settings import Home
from analysis.status import read_all
from analysis.wording import tr, trn
from dashboard.components import Content, aria, heading
from dashboard.imported_part import imported
from dashboard.phrases import rich
from dashboard.running import is_recording
from dashboard.site import site, viewer
from dashboard.waiting_part import backlog


def empty_state() -> list[Content]:
    """What to do first."""
    home = site().home
    address, port = proxy_address(home)
    local = address in ("127.0.0.1", "::1", "localhost")
    listens = tr(" or ", context="between addresses").join(reachable_at(address))
    where = tr("{addresses}, port {port}", addresses=listens, port=port)
    if is_recording(read_all(home), utc_now()):
        reach = rich("**Let the device reach this box.** The proxy listens on **{where}**.", where=where)
    else:
        reach = rich(
            "**Let the device reach this box.** The proxy is not running: start {command}, and it listens on **{where}**.",
            command=html.Code("leakledger run"), where=where,
        )  # fmt: skip
    if local:
        only = tr(
            "That is this machine only. For a phone, stop leakledger and start it again with --listen and this machine’s "
            "address in your home network."
        )
        reach += [" ", only]
    certificate = html.A(
        tr("Download the certificate of this box"), href="/ca.pem", download="leakledger-ca.pem"
    )
    if backlog(site()).records:
        words = rich("Something was recorded, but **nothing of it is analysed yet**.")
        head: list[Content] = [html.H1(words), *imported()]
    else:
        words = rich("Nothing has been recorded yet. **Connect a device** to see what leaves it.")
        head = [html.H1(words), *imported(), *_enrolled(home)]
    return [
        *head,
        html.Ol(
            [
                html.Li(reach),
                html.Li(
                    rich(
                        "**Set it as the device’s proxy.** On a phone or tablet: Wi-Fi settings, your network, HTTP proxy, "
                        "manual, with that address and port."
                    )
                ),
                html.Li(
                    rich(
                        "**Let it be opened.** {download}, install it on the device and trust it. An app may refuse it all "
                        "the same; then we see who it talks to and how much, and say so.",
                        download=certificate,
                    )
                ),
                html.Li(_enrolling()),
            ],
            className="steps",
        ),
        *self_test_section(),
    ]


def _enrolling() -> list[Content]:
    """Where a device is enrolled, and by whom."""
    if not viewer().owner:
        return rich(
            "**Have it enrolled.** The owner of this box does that, with your consent. What is not enrolled is passed "
            "through unread."
        )
    return rich(
        "**Enrol it, with the consent of whoever uses it,** on the page {devices}; or in a terminal: {command}. What is not "
        "enrolled is passed through unread.",
        devices=dcc.Link(tr("Devices"), href="/devices"),
        command=html.Code("leakledger devices add 'my phone' --kind phone --ip 192.168.1.20"),
    )


def _enrolled(home: Home) -> list[Content]:
    """The devices that the viewer has enrolled already: for them only the way here is missing."""
    seen = viewer()
    mine = [
        device.name
        for device in DeviceDirectory(decisions(home)).devices()
        if seen.owner or (device.person and device.person == seen.person)
    ]
    if not mine:
        return []
    words = trn(
        "{names} is enrolled, and has sent nothing through this box yet.",
        "{names} are enrolled, and have sent nothing through this box yet.",
        len(mine), names=commas(mine),
    )  # fmt: skip
    return [html.P(words, className="covt")]


def proxy_address(home: Home) -> tuple[str, int]:
    """Where the proxy listens, as it says itself; else as it is set to."""
    running = [status for status in read_all(home) if status.name.startswith("proxy") and status.listens]
    return running[0].listens[0] if running else (home.settings.proxy_listen, home.settings.proxy_port)


def self_test_section() -> list[Content]:
    """The button for the self-test and where its result goes."""
    return [
        heading(tr("Does it work?")),
        html.P(
            tr(
                "The self-test sends a made-up location, photo, sound and sensor series from this machine through the "
                "running proxy, over TLS, to a stand-in on this machine. Nothing leaves the house, and nothing of it "
                "is counted."
            )
        ),
        html.Button(tr("Run the self-test"), id="self-test", className="action", type="button"),
        dcc.Loading(html.Div(id="self-test-result", role="status", **aria(live="polite")), type="dot"),
    ]


@callback(
    Output("self-test-result", "children"),
    Input("self-test", "n_clicks"),
    prevent_initial_call=True,
    running=[(Output("self-test", "disabled"), True, False)],
)
def run_self_test(_clicks: int | None) -> Content:
    """Run it and say what was recognised."""
    from dashboard.self_test_words import run_and_tell

    return run_and_tell(site().home)
