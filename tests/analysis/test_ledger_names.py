"""The names in the ledger follow catalogue and devices, and are written anew only where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from analysis.catalogue import Catalogue, Company
from analysis.ledger import Ledger
from analysis.ledger_names import catalogue_mark, describe
from analysis.ledger_tables import companies, devices, trackers
from tests.ledger_book import CATALOGUE, DEVICES, ZONE

RENAMED = msgspec.structs.replace(
    CATALOGUE, companies={**CATALOGUE.companies, "bank": Company(id="bank", name="Other Bank", country="DE")}
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    ledger = Ledger(tmp_path / "ledger.sqlite", ZONE)
    yield ledger.engine
    ledger.close()


def said(engine: Engine, catalogue: Catalogue = CATALOGUE) -> str:
    with engine.begin() as connection:
        describe(connection, catalogue, DEVICES)
        return catalogue_mark(connection)


def bank(engine: Engine) -> str:
    with engine.begin() as connection:
        return str(connection.execute(sa.select(companies.c.name).where(companies.c.id == "bank")).scalar())


def test_a_ledger_that_nobody_described_has_no_mark(engine: Engine) -> None:
    with engine.begin() as connection:
        assert catalogue_mark(connection) == ""


def test_the_mark_is_of_what_the_catalogue_says_and_of_nothing_else(engine: Engine) -> None:
    first = said(engine)
    assert first
    assert said(engine) == first
    assert said(engine, RENAMED) != first
    assert bank(engine) == "Other Bank"
    assert said(engine) == first
    assert bank(engine) == "Bank"


def test_what_is_the_same_is_not_written_again_but_devices_are(engine: Engine) -> None:
    said(engine)
    with engine.begin() as connection:
        connection.execute(sa.update(trackers).values(name="touched"))
        connection.execute(sa.delete(devices))
    said(engine)
    with engine.begin() as connection:
        assert set(connection.execute(sa.select(trackers.c.name)).scalars()) == {"touched"}
        assert len(connection.execute(sa.select(devices.c.id)).all()) == len(DEVICES)


def test_a_catalogue_from_a_file_is_known_by_the_digits_of_the_file(engine: Engine) -> None:
    of_file = msgspec.structs.replace(RENAMED, version="2026-11-27+0123abcd")
    first = said(engine, of_file)
    assert bank(engine) == "Other Bank"
    assert said(engine, of_file) == first
    changed = msgspec.structs.replace(CATALOGUE, version="2026-11-27+4567cdef")
    assert said(engine, changed) != first
    assert bank(engine) == "Bank"
