"""Copies into the ledger what catalogue and journal know of companies, trackers and devices."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection

from analysis.catalogue import Catalogue, Company, Tracker
from analysis.catalogue_facts import Recipient
from analysis.devices import Device
from analysis.ledger_tables import companies, devices, knowledge, meta, trackers

Row = tuple[str | None, ...]  # in the order of the table's columns
_MARK: Final = "catalogue"
_JSON: Final = msgspec.json.Encoder(order="deterministic")
_FORM: Final = 1  # another number where the same records come to other rows


def describe(connection: Connection, catalogue: Catalogue, known_devices: Iterable[Device]) -> None:
    """Replace the names that the ledger holds, in the connection's transaction; the catalogue's only where they differ."""
    mark = _mark_of(catalogue)
    if catalogue_mark(connection) != mark:
        _replace(connection, companies, map(_company, catalogue.companies.values()))
        _replace(connection, trackers, map(_tracker, catalogue.trackers.values()))
        _replace(connection, knowledge, _knowledge(catalogue))
        statement = insert(meta).values(key=_MARK, value=mark)
        connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": mark}))
    _replace(connection, devices, (_device(item) for item in known_devices if not item.forgotten))


def _mark_of(catalogue: Catalogue) -> str:
    """What the rows of a catalogue are made of: the digits of its file in its version, else all of them; and their form."""
    shapes = [msgspec.structs.fields(one) for one in (Company, Tracker, Recipient)]
    form = [[field.encode_name for field in fields] for fields in shapes]
    of_file = "+" in catalogue.version
    rows = [catalogue.version] if of_file else [*_knowledge(catalogue)]
    return hashlib.sha256(msgspec.json.encode([_FORM, form, rows])).hexdigest()


def catalogue_mark(connection: Connection) -> str:
    """Equal where the ledger holds the same of companies and trackers; "" where an earlier version wrote it down."""
    return connection.execute(sa.select(meta.c.value).where(meta.c.key == _MARK)).scalar() or ""


def _replace(connection: Connection, table: sa.Table, rows: Iterable[Row]) -> None:
    """The catalogue is tens of thousands of rows: they go to SQLite as they are, without a look at each on the way."""
    connection.execute(sa.delete(table))
    if listed := [*rows]:
        statement = f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.c))})"
        connection.exec_driver_sql(statement, listed)


def _knowledge(catalogue: Catalogue) -> Iterator[Row]:
    """Everything that a page says of a company. Endpoints are for the analysis alone and stay out."""
    entries: list[tuple[str, str, msgspec.Struct]] = [
        *(("company", one.id, one) for one in catalogue.companies.values()),
        *(
            ("tracker", one.id, msgspec.structs.replace(one, endpoints=()))
            for one in catalogue.trackers.values()
        ),
        *((kind, one.id, one) for kind, one in catalogue.recipients()),
    ]
    for kind, id, entry in entries:
        yield kind, id, _JSON.encode(entry).decode()


def _company(company: Company) -> Row:
    parent = company.parent.company if company.parent is not None else None
    return company.id, company.name, company.country, parent


def _tracker(tracker: Tracker) -> Row:
    return tracker.id, tracker.name, tracker.company, _JSON.encode(tracker.purposes).decode()


def _device(device: Device) -> Row:
    return device.id, device.name, device.kind, device.person, device.mode, device.alias_of or None
