"""The doctor's look at what is recorded: journal, ledger, devices."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from analysis.counting import counted
from analysis.devices import OWNER, DeviceDirectory, decisions
from analysis.diagnosis import Check, age, attention, ok, problem
from analysis.journal_ends import End, end_of
from analysis.journal_format import GENESIS, chain_hash
from analysis.journal_reading import bodies_path, has_body_hashes, open_readonly, segments, writers
from analysis.ledger_tables import SCHEMA_VERSION
from analysis.settings import Home

ANALYST: Final = "analyst"
CHAIN_LIMIT: Final = 50_000  # records of a newest segment that are checked; 'verify' checks all
QUICK_CHECK_LIMIT: Final = (
    200_000_000  # bytes of a ledger, and of all bodies, up to which their structure is checked
)
MUCH_LAG: Final = 1_000  # records
_REBUILD: Final = (
    "stop leakledger, run 'leakledger rebuild' (the ledger is only a view of the journal), start it again"
)
_BRING_BACK: Final = (
    "stop leakledger; put the file back from a backup and run 'leakledger rebuild', which reads what was missed; without a"
    " backup move the file out of the journal and keep it; start leakledger again. Until then nothing is erased in it"
)


def journal_ends(root: Path) -> tuple[dict[str, End], list[Check]]:
    """Where each writer's journal ends, and a problem for each that cannot be read."""
    found: dict[str, End] = {}
    faults: list[Check] = []
    for writer in writers(root):
        try:
            end = end_of(root, writer)
        except (sqlite3.Error, OSError) as error:
            faults.append(
                problem(
                    f"journal of {writer}",
                    f"its newest segment cannot be read: {error}",
                    "'leakledger verify' names what is damaged; keep the file, and move it out of the journal to go on",
                )
            )
        else:
            found.update({writer: end} if end is not None else {})
    return found, faults


def journal(root: Path, found: Mapping[str, End], now: datetime) -> Iterator[Check]:
    """Each writer's last record, and the chain of its newest segment."""
    captured = [end.recorded_at for writer, end in found.items() if writer not in (ANALYST, OWNER)]
    records = sum(end.seq for end in found.values())
    if captured:
        yield ok(
            "journal",
            f"{records:,} records of {len(found)} writers; traffic last recorded {age(max(captured), now)}",
        )
    else:
        yield ok("journal", "no traffic has been recorded yet")
    faults = {writer: fault for writer in found if (fault := _chain_fault(root, writer))}
    for writer, fault in faults.items():
        mend = "'leakledger verify' checks every record; what is damaged is no evidence any more"
        yield problem(f"journal of {writer}", fault, mend)
    if found and not faults:
        yield ok("journal chains", f"the newest segments of {', '.join(sorted(found))} hold")


def _chain_fault(root: Path, writer: str) -> str:
    """What does not hold in the newest segment of a writer; "" where it does."""
    segment = segments(root, writer)[-1]
    connection = open_readonly(segment)
    try:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'records'").fetchone():
            return ""
        bodies = "CAST(body_hash AS BLOB)" if has_body_hashes(connection) else "NULL"
        rows = connection.execute(
            "SELECT seq, recorded_at, CAST(kind AS TEXT), CAST(content_hash AS BLOB), CAST(prev AS BLOB),"
            f" CAST(hash AS BLOB), {bodies} FROM (SELECT * FROM records ORDER BY seq DESC LIMIT ?) ORDER BY seq",
            (CHAIN_LIMIT,),
        )
        before: tuple[int, bytes] | None = None
        for seq, recorded_at, kind, hashed, prev, link, hashed_body in rows:
            if before is None:  # what stands before the first was not looked at
                before = (seq - 1, prev if seq > 1 else GENESIS)
            if seq != before[0] + 1 or prev != before[1]:
                return f"{segment.name} record {seq} does not follow from the one before it"
            if chain_hash(prev, seq, recorded_at, kind, hashed, hashed_body) != link:
                return f"{segment.name} record {seq} was changed after it was written"
            before = (seq, link)
    except sqlite3.Error as error:
        return f"{segment.name} cannot be read: {error}"
    finally:
        connection.close()
    return ""


def bodies(root: Path) -> Iterator[Check]:
    """Whether the files of what was sent can be read: the newest as a whole, of the others the first and the last."""
    paths = [bodies_path(segment) for writer in writers(root) for segment in segments(root, writer)]
    found = sorted((path for path in paths if path.exists()), key=lambda path: path.name, reverse=True)
    room, whole, sound = QUICK_CHECK_LIMIT, 0, True
    for path in found:
        room -= path.stat().st_size
        whole += room >= 0
        if fault := _bodies_fault(path, whole=room >= 0):
            sound = False
            yield problem(f"bodies of {path.parent.name}", f"{path} cannot be read: {fault}", _BRING_BACK)
    if found and sound:
        rest = (
            f"; of {len(found) - whole} older or big ones only both ends were looked at"
            if whole < len(found)
            else ""
        )
        yield ok("bodies", f"{counted(len(found), 'file')} of what was sent can be read{rest}")


def _bodies_fault(path: Path, *, whole: bool) -> str:
    """What is wrong with a file of bodies; "" where nothing was found."""
    connection = open_readonly(path)
    try:
        connection.execute("SELECT * FROM bodies WHERE seq = (SELECT min(seq) FROM bodies)").fetchone()
        connection.execute("SELECT * FROM bodies WHERE seq = (SELECT max(seq) FROM bodies)").fetchone()
        (state,) = connection.execute("PRAGMA quick_check(1)").fetchone() if whole else ("ok",)
    except sqlite3.Error as error:
        return str(error)
    finally:
        connection.close()
    return "" if state == "ok" else " ".join(str(state).split())


def ledger(home: Home, found: Mapping[str, End], analyst_alive: bool) -> Check:
    """Whether it can be read, and how far it is behind the journal."""
    captured = {writer: end.seq for writer, end in found.items() if writer not in (ANALYST, OWNER)}
    path = home.ledger_path
    if not path.exists():
        waiting = sum(captured.values())
        if not waiting:
            return ok("ledger", "there is none yet, and nothing to put into it")
        return attention("ledger", f"there is none yet; {waiting:,} records wait", "start 'leakledger run'")
    try:
        schema, cursors = _read_ledger(path)
    except sqlite3.Error as error:
        return problem("ledger", f"{path} cannot be read: {error}", _REBUILD)
    if schema != str(SCHEMA_VERSION):
        return problem("ledger", f"{path} has format {schema or 'unknown'}, not {SCHEMA_VERSION}", _REBUILD)
    beyond = [
        writer for writer, seq in cursors.items() if writer != ANALYST and seq > captured.get(writer, 0)
    ]
    if beyond:
        seen = f"it holds records of {', '.join(sorted(beyond))} that the journal does not: the journal's end is missing"
        return problem(
            "ledger", seen, "'leakledger verify' says what is missing; bring the journal back from a copy"
        )
    lag = sum(seq - cursors.get(writer, 0) for writer, seq in captured.items())
    if not lag:
        return ok("ledger", "holds everything that is journalled")
    seen = f"{lag:,} journal records are not in it yet"
    if not analyst_alive:
        return attention("ledger", f"{seen}, and no analyst is running", "start 'leakledger run'")
    if lag > MUCH_LAG:
        return attention("ledger", seen, "give the analyst time; if it grows, look at what the analyst says")
    return ok("ledger", f"{seen}; the analyst is at it")


def _read_ledger(path: Path) -> tuple[str, dict[str, int]]:
    """(format, cursors). Raises ``sqlite3.Error`` for a damaged file."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=10)
    try:
        connection.execute("PRAGMA query_only=1")
        schema = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        cursors = {writer: int(seq) for writer, seq in connection.execute("SELECT writer, seq FROM cursors")}
        if path.stat().st_size <= QUICK_CHECK_LIMIT:
            (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if state != "ok":
                raise sqlite3.DatabaseError(str(state).partition("\n")[0])
        return (schema[0] if schema else ""), cursors
    finally:
        connection.close()


def devices(home: Home) -> Check:
    """Who is enrolled, and whether the proxy's own list can be read."""
    try:
        enrolled = DeviceDirectory(decisions(home)).devices()
    except (sqlite3.Error, msgspec.DecodeError) as error:
        return problem(
            "devices",
            f"the owner's decisions cannot be read: {error}",
            "'leakledger verify' names what is damaged",
        )
    if home.state_path.exists():
        try:
            connection = sqlite3.connect(
                f"{home.state_path.absolute().as_uri()}?mode=ro", uri=True, timeout=10
            )
            try:
                connection.execute("SELECT count(*) FROM decisions").fetchone()
            finally:
                connection.close()
        except sqlite3.Error as error:
            mend = f"stop leakledger, delete {home.state_path} (it is made anew from the journal), start it again"
            return problem("devices", f"{home.state_path} cannot be read: {error}", mend)
    if not enrolled:
        return attention(
            "devices",
            "none is enrolled, so nothing is opened",
            "enrol one, with the consent of whoever uses it: leakledger devices add --help",
        )
    opened = sum(device.mode == "open" for device in enrolled)
    paused = sum(device.mode == "paused" for device in enrolled)
    told = f"{len(enrolled)} enrolled: {opened} opened, {len(enrolled) - opened - paused} only observed"
    return ok("devices", f"{told}, {paused} paused" if paused else told)
