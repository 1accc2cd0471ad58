"""What all pages share: names that are read once, and anew as soon as they are others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
import sqlalchemy as sa

from analysis.catalogue import Company
from analysis.ledger import Ledger
from analysis.ledger_tables import meta
from analysis.settings import Home
from dashboard.site import Site
from tests.ledger_book import CATALOGUE, DEVICES, ZONE, morning

RENAMED = msgspec.structs.replace(
    CATALOGUE, companies={**CATALOGUE.companies, "bank": Company(id="bank", name="Other Bank", country="DE")}
)


@pytest.fixture
def site(make_home: Callable[..., Home]) -> Iterator[Site]:
    found = Site(make_home(morning))
    yield found
    found.reader.close()


def names(site: Site) -> tuple[str, str]:
    with site.reader.read() as connection:
        return site.companies(connection)["bank"].name, site.knowledge(connection).companies["bank"].name


def test_they_are_read_once_and_anew_when_the_catalogue_says_something_else(site: Site) -> None:
    with site.reader.read() as connection:
        before = site.companies(connection), site.knowledge(connection)
        assert site.companies(connection) is before[0]
        assert site.knowledge(connection) is before[1]
    assert names(site) == ("Bank", "Bank")
    ledger = Ledger(site.home.ledger_path, ZONE)
    ledger.describe(RENAMED, DEVICES)
    assert names(site) == ("Other Bank", "Other Bank")
    ledger.describe(CATALOGUE, DEVICES)
    assert names(site) == ("Bank", "Bank")
    ledger.close()


def test_of_a_ledger_without_a_mark_nothing_is_kept(site: Site) -> None:
    ledger = Ledger(site.home.ledger_path, ZONE)
    with ledger.engine.begin() as connection:
        connection.execute(sa.delete(meta).where(meta.c.key == "catalogue"))
    ledger.close()
    with site.reader.read() as connection:
        assert site.companies(connection) is not site.companies(connection)
