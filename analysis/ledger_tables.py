"""The tables of the ledger (SQLAlchemy Core).

Times are integer microseconds since 1970 UTC. ``corpus`` is "home" for the household's own traffic; anything else (a
named import, "self-test") stays out of its totals. ``device`` is "" where no enrolled device is known. Lists and objects
are JSON text.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

SCHEMA_VERSION: Final = 3

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
# what a device said of itself (device_hints.py): it proposes who the device is and decides nothing
device_hints = sa.Table(
    "device_hints",
    metadata,
    *(sa.Column(name, sa.Text, primary_key=True) for name in ("device", "kind", "value")),
    sa.Column("first_at", sa.Integer, nullable=False),
    sa.Column("last_at", sa.Integer, nullable=False),
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
    sa.Index("findings_by_device", "device", "category", "seen_at"),
)


def _flow_columns() -> list[sa.Column[object]]:
    """What is said of a connection, shown or accounted for."""
    return [
        sa.Column("flow_id", sa.Text, primary_key=True),
        sa.Column("opened_at", sa.Integer, nullable=False),
        sa.Column("closed_at", sa.Integer),
        sa.Column("writer", sa.Text, nullable=False),
        sa.Column("corpus", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("transport", sa.Text, nullable=False, server_default="tcp"),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("port", sa.Integer, nullable=False),
        sa.Column("remote_ip", sa.Text),
        sa.Column("sni", sa.Text),
        sa.Column("alpn", sa.Text),
        sa.Column("ja4", sa.Text),
        sa.Column("ech", sa.Boolean),
        sa.Column("aliases", sa.Text),  # JSON list, NULL for none
        sa.Column("visibility", sa.Text, nullable=False),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("tracker", sa.Text),
        sa.Column("bytes_out", sa.Integer),  # on the wire, NULL unknown
        sa.Column("bytes_in", sa.Integer),
        sa.Column("packets_out", sa.Integer),
        sa.Column("packets_in", sa.Integer),
        sa.Column("messages", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("counted_at", sa.Integer),  # when its bytes had come to this sum; NULL when it closed
        # of all devices that are not enrolled, one a day
        sa.Column("is_total", sa.Boolean, nullable=False, server_default="0"),
        sa.Column("client_ends", sa.Integer),  # both ends of the connection as a number, see flow_accounts.py
        sa.Column("upstream_ends", sa.Integer),
        sa.Column("crossed_ends", sa.Integer),
        sa.Column("certificate", sa.Text),  # JSON object
        sa.Column("evidence", sa.Text),  # what names the recipient (attribution_records.py)
        sa.Column("certainty", sa.Text),
        sa.Column("matched", sa.Text),  # the suffix or network of the catalogue
    ]


# one row a connection, however many saw it
flows = sa.Table(
    "flows",
    metadata,
    *_flow_columns(),
    sa.Index("flows_by_time", "corpus", "opened_at"),
    sa.Index("flows_by_device", "device", "opened_at"),
)
# what proxy and sniffer each said of a connection that both saw; of all others the row in ``flows`` says it.
# ``shown_as`` is the flow that it is shown as
flow_accounts = sa.Table(
    "flow_accounts",
    metadata,
    *_flow_columns(),
    sa.Column("shown_as", sa.Text, nullable=False),
    sa.Index("flow_accounts_shown", "shown_as"),
)
# the earlier counts of a flow that was counted more than once: the sum until ``at``
flow_steps = sa.Table(
    "flow_steps",
    metadata,
    sa.Column("flow_id", sa.Text, primary_key=True),
    sa.Column("at", sa.Integer, primary_key=True),
    sa.Column("bytes_out", sa.Integer, nullable=False),
    sa.Column("bytes_in", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
# how the flows of proxy (side p) and sniffer (side s) find each other, by ends and time
flow_ends = sa.Table(
    "flow_ends",
    metadata,
    sa.Column("ends", sa.Integer, primary_key=True),
    sa.Column("side", sa.Text, primary_key=True),
    sa.Column("until", sa.Integer, primary_key=True),
    sa.Column("flow_id", sa.Text, primary_key=True),
    sa.Column("opened_at", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
# what an interface counted of enrolled devices, and what the kernel lost meanwhile
capture_counts = sa.Table(
    "capture_counts",
    metadata,
    sa.Column("writer", sa.Text, primary_key=True),
    sa.Column("interface", sa.Text, primary_key=True),
    sa.Column("since", sa.Integer, primary_key=True),
    sa.Column("until", sa.Integer, nullable=False),
    sa.Column("packets", sa.Integer, nullable=False),
    sa.Column("bytes_out", sa.Integer, nullable=False),
    sa.Column("bytes_in", sa.Integer, nullable=False),
    sa.Column("packets_lost", sa.Integer, nullable=False),
)
# start: "2026-11-22T20:45" (UTC quarter hour, grain q) or "2026-11-22" (day in the home's zone, grain d)
ROLLUP_KEY: Final = ("grain", "start", "corpus", "device", "company", "host", "visibility")
# of flows also by tracker ("" for none): whom a device talked to is told without reading its flows
FLOW_ROLLUP_KEY: Final = (*ROLLUP_KEY, "tracker")
# as pages read them: one stretch of the table is some days of one corpus
_ROLLUP_ORDER: Final = ("corpus", "grain", "start", "device", "company", "host", "visibility")
flow_rollup = sa.Table(
    "flow_rollup",
    metadata,
    # the key comes first: else SQLite 3.40 takes what follows for NULL when it is checked (PRAGMA quick_check)
    *(sa.Column(name, sa.Text, nullable=False) for name in FLOW_ROLLUP_KEY),
    # host is filled only where the catalogue knows no company: such a recipient is shown by its name
    sa.Column("bytes_out", sa.Integer, nullable=False),
    sa.Column("bytes_in", sa.Integer, nullable=False),
    sa.Column("bytes_unknown", sa.Integer, nullable=False),  # closed flows whose bytes are not known
    sa.Column("flows", sa.Integer, nullable=False),
    sa.Column("messages", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint(*_ROLLUP_ORDER, "tracker"),
    # whether a company was ever contacted before a day
    sa.Index("flow_days_by_company", "corpus", "company", "start", sqlite_where=sa.text("grain = 'd'")),
    sqlite_with_rowid=False,
)
finding_rollup = sa.Table(
    "finding_rollup",
    metadata,
    *(sa.Column(name, sa.Text, nullable=False) for name in (*ROLLUP_KEY, "category", "confidence")),
    sa.Column("count", sa.Integer, nullable=False),
    # a lane of a day is summed as it is read, by start, device and category
    sa.PrimaryKeyConstraint(*_ROLLUP_ORDER[:4], "category", *_ROLLUP_ORDER[4:], "confidence"),
    # whether a device ever sent a category before a day, and which companies ever got anything
    sa.Index(
        "finding_days_by_category",
        "corpus",
        "device",
        "category",
        "confidence",
        "start",
        sqlite_where=sa.text("grain = 'd'"),
    ),
    sa.Index("finding_days_by_company", "company", "device", sqlite_where=sa.text("grain = 'd'")),
    sqlite_with_rowid=False,
)
# both roll-ups whoever received it: for lanes, and for what is asked of all that is recorded
finding_totals = sa.Table(
    "finding_totals",
    metadata,
    *(
        sa.Column(name, sa.Text, primary_key=True)
        for name in ("corpus", "grain", "start", "device", "category", "confidence")
    ),
    sa.Column("count", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
flow_totals = sa.Table(
    "flow_totals",
    metadata,
    *(
        sa.Column(name, sa.Text, primary_key=True)
        for name in ("corpus", "grain", "start", "device", "visibility")
    ),
    *(
        sa.Column(name, sa.Integer, nullable=False)
        for name in ("bytes_out", "bytes_unknown", "flows", "messages")
    ),
    sqlite_with_rowid=False,
)
# how often anything of a day, or of a quarter hour, was written: what was read of it holds until this changes
day_changes, quarter_changes = (
    sa.Table(
        name, metadata, *(sa.Column(key, sa.Text, primary_key=True) for key in ("corpus", time)),
        sa.Column("changes", sa.Integer, nullable=False), sqlite_with_rowid=False,
    )
    for name, time in (("day_changes", "day"), ("quarter_changes", "start"))
)  # fmt: skip
