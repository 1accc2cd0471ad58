"""Lists of packages are read out of rows, columns and texts; of hosts, parts of programs and one maker they are none."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.package_rows import Apps, package_lists
from analysis.records import Transmission

APPS = ["com.tinder", "de.hafas.android.db", "org.thoughtcrime.securesms"]


def lists(body: object) -> list[Apps]:
    data = json.dumps(body).encode()
    return list(
        package_lists(
            open_message(
                Transmission(
                    id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 27, tzinfo=UTC), writer="test", body=data,
                    body_size=len(data),
                )
            )
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        {"q": [[app, "1.2.3"] for app in APPS]},
        {"q": [[1, app, 1795340000] for app in APPS]},
        {"b": [f"{app}|2.24" for app in APPS]},
        {"b": [f"{app}@7" for app in APPS]},
        {"b": ";".join(f"{app}:1.0" for app in APPS)},
        {"rows": [{"x": app, "y": "4.1"} for app in APPS]},
        {"c": {"p": APPS, "v": ["1.0", "2.0", "3.0"]}},
    ],
)
def test_reads_the_packages_that_stand_beside_their_versions(body: object) -> None:
    (found,) = lists(body)
    assert (list(found.packages), found.told) == (APPS, True)


def test_packages_alone_are_not_told() -> None:
    (found,) = lists({"b": APPS})
    assert not found.told


@pytest.mark.parametrize(
    "body",
    [
        {"b": ["de.wikipedia.org|1", "fr.wikipedia.org|1", "it.wiktionary.org|1"]},
        {"b": ["com.acme.a|1", "com.acme.b|1", "com.acme.c|1"]},
        {"b": ["org.apache.felix.scr|2.2", "org.eclipse.osgi|3.1", "com.ibm.icu|74"]},
        {"b": ["com.squareup.okhttp3:okhttp:4.12.0", "io.ktor:ktor-core:2.3", "net.x:y:1"]},
        {"rows": [{"x": app, "y": "4.1", "price": 0} for app in APPS]},
        {"b": APPS[:2]},
        {"b": "x" * 100_000},
    ],
)
def test_reads_nothing_out_of(body: object) -> None:
    assert lists(body) == []
