"""The tables of the ledger (SQLAlchemy Core).

Times are integer microseconds since 1970 UTC. ``corpus`` is "home" for the household's own traffic; anything else (a
named import, "self-test") stays out of its totals. ``device`` is "" where no enrolled device is known. Lists and objects
are JSON text.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

SCHEMA_VERSION: Final = 2

metadata = sa.MetaData()

meta = sa.Table(
    "meta", metadata, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
)
cursors = sa.Table(
    "cursors",
    metadata,
    sa.Column("writer", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
)
devices = sa.Table(
    "devices",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("mode", sa.Text, nullable=False),
    sa.Column("alias_of", sa.Text),
)
companies = sa.Table(
    "companies",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("country", sa.Text, nullable=False),
    sa.Column("parent", sa.Text),
)
trackers = sa.Table(
    "trackers",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("company", sa.Text, nullable=False),
    sa.Column("purposes", sa.Text, nullable=False),  # JSON list
)
# what the catalogue says beyond names (owners, claims, edges): kind is company, tracker, dataset or model
knowledge = sa.Table(
    "knowledge",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("content", sa.Text, nullable=False),  # JSON object
)
events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("flow_id", sa.Text, nullable=False),
    sa.Column("seen_at", sa.Integer, nullable=False),
    sa.Column("writer", sa.Text, nullable=False),
    sa.Column("corpus", sa.Text, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("protocol", sa.Text, nullable=False),
    sa.Column("visibility", sa.Text, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("scheme", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("port", sa.Integer, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("body_size", sa.Integer),  # bytes, NULL unknown
    sa.Column("response_status", sa.Integer),
    sa.Column("tracker", sa.Text),
    sa.Column("company", sa.Text),
    sa.Column("source_file", sa.Text),
    sa.Column("source_message", sa.Integer),
    sa.Column("source_part", sa.Integer),
    sa.Column("rules_version", sa.Text, nullable=False),
    sa.Column("catalogue_version", sa.Text, nullable=False),
    sa.Column("journal_writer", sa.Text, nullable=False),
    sa.Column("journal_day", sa.Text, nullable=False),
    sa.Column("journal_seq", sa.Integer, nullable=False),
    sa.Column(
        "analyst_day", sa.Text, nullable=False
    ),  # where the analyst journalled the event, with its full values
    sa.Column("analyst_seq", sa.Integer, nullable=False),
    sa.Column("warnings", sa.Text, nullable=False),  # JSON list
    sa.Index("events_by_time", "corpus", "seen_at"),
    sa.Index("events_by_device", "device", "seen_at"),
)
findings = sa.Table(
    "findings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("seen_at", sa.Integer, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("corpus", sa.Text, nullable=False),
    sa.Column("company", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("visibility", sa.Text, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("property", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("value_digest", sa.Text, nullable=False),
    sa.Column("reasoning", sa.Text, nullable=False),
    sa.Column("rules", sa.Text, nullable=False),  # JSON list
    sa.Column("confidence", sa.Text, nullable=False),
    sa.Column("measures", sa.Text),  # JSON object
    sa.UniqueConstraint("event_id", "position"),
    sa.Index("findings_by_time", "corpus", "seen_at"),
    sa.Index("findings_by_device", "device", "seen_at"),
)
flows = sa.Table(
    "flows",
    metadata,
    sa.Column("flow_id", sa.Text, primary_key=True),
    sa.Column("opened_at", sa.Integer, nullable=False),
    sa.Column("closed_at", sa.Integer),
    sa.Column("writer", sa.Text, nullable=False),
    sa.Column("corpus", sa.Text, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("port", sa.Integer, nullable=False),
    sa.Column("sni", sa.Text),
    sa.Column("alpn", sa.Text),
    sa.Column("visibility", sa.Text, nullable=False),
    sa.Column("company", sa.Text, nullable=False),
    sa.Column("tracker", sa.Text),
    sa.Column("bytes_out", sa.Integer),  # on the wire, NULL unknown
    sa.Column("bytes_in", sa.Integer),
    sa.Column("packets_out", sa.Integer),
    sa.Column("packets_in", sa.Integer),
    sa.Column("messages", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Index("flows_by_time", "corpus", "opened_at"),
    sa.Index("flows_by_device", "device", "opened_at"),
)
# start: "2026-11-22T20:45" (UTC quarter hour, grain q) or "2026-11-22" (day in the home's zone, grain d)
ROLLUP_KEY: Final = ("grain", "start", "corpus", "device", "company", "host", "visibility")
flow_rollup = sa.Table(
    "flow_rollup",
    metadata,
    *(sa.Column(name, sa.Text, primary_key=True) for name in ROLLUP_KEY),
    # host is filled only where the catalogue knows no company: such a recipient is shown by its name
    sa.Column("bytes_out", sa.Integer, nullable=False),
    sa.Column("bytes_in", sa.Integer, nullable=False),
    sa.Column("bytes_unknown", sa.Integer, nullable=False),  # closed flows whose bytes are not known
    sa.Column("flows", sa.Integer, nullable=False),
    sa.Column("messages", sa.Integer, nullable=False),
)
finding_rollup = sa.Table(
    "finding_rollup",
    metadata,
    *(sa.Column(name, sa.Text, primary_key=True) for name in (*ROLLUP_KEY, "category", "confidence")),
    sa.Column("count", sa.Integer, nullable=False),
)
