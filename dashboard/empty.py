"""The page of a home that has recorded nothing yet: how to connect a device, and a self-test."""

from __future__ import annotations

from dash import Input, Output, callback, dcc, html

from analysis.addresses import reachable_at
from analysis.settings import Home
from analysis.status import read_all
from dashboard.components import Content, aria, heading
from dashboard.site import site


def empty_state() -> list[Content]:
    """What to do first."""
    address, port = proxy_address(site().home)
    local = address in ("127.0.0.1", "::1", "localhost")
    where = f"{' or '.join(reachable_at(address))}, port {port}"
    reach: list[Content] = [
        html.B("Let the device reach this box. "),
        "The proxy listens on ",
        html.B(where),
        ".",
    ]
    if local:
        reach.append(
            " That is this machine only. For a phone, stop leakledger and start it again with "
            "--listen and this machine’s address in your home network."
        )
    return [
        html.H1(["Nothing has been recorded yet. ", html.B("Connect a device"), " to see what leaves it."]),
        html.Ol(
            [
                html.Li(reach),
                html.Li(
                    [
                        html.B("Set it as the device’s proxy. "),
                        "On a phone or tablet: Wi-Fi settings, your network, HTTP proxy, manual, "
                        "with that address and port.",
                    ]
                ),
                html.Li(
                    [
                        html.B("Let it be opened. "),
                        html.A(
                            "Download the certificate of this box",
                            href="/ca.pem",
                            download="leakledger-ca.pem",
                        ),
                        ", install it on the device and trust it. An app may refuse it all the same; then we see who it "
                        "talks to and how much, and say so.",
                    ]
                ),
                html.Li(
                    [
                        html.B("Enrol it, with the consent of whoever uses it: "),
                        html.Code("leakledger devices add 'my phone' --kind phone --ip 192.168.1.20"),
                        ". What is not enrolled is passed through unread.",
                    ]
                ),
            ],
            className="steps",
        ),
        *self_test_section(),
    ]


def proxy_address(home: Home) -> tuple[str, int]:
    """Where the proxy listens, as it says itself; else as it is set to."""
    running = [status for status in read_all(home) if status.name.startswith("proxy") and status.listens]
    return running[0].listens[0] if running else (home.settings.proxy_listen, home.settings.proxy_port)


def self_test_section() -> list[Content]:
    """The button for the self-test and where its result goes."""
    return [
        heading("Does it work?"),
        html.P(
            "The self-test sends a made-up location, photo, sound and sensor series from this machine through the "
            "running proxy, over TLS, to a stand-in on this machine. Nothing leaves the house, and nothing of it "
            "is counted."
        ),
        html.Button("Run the self-test", id="self-test", className="action", type="button"),
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
