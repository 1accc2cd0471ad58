"""A checked catalogue in compiled form, so that a start does not read a megabyte of YAML again."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import zlib
from array import array
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from analysis.catalogue import Catalogue, CatalogueError, Company, Endpoint, HostPattern, Tracker
from analysis.catalogue_facts import Pattern, Recipient
from analysis.catalogue_fields import CatalogueField
from analysis.catalogue_indices import by_host
from analysis.catalogue_later import Later, Owners, Packed, Pieces, Table, packed, pieces
from analysis.catalogue_networks import Network, Networks
from analysis.payload import EndpointRule, FieldRule

_MAX_FILE: Final = 8 << 20  # bytes of YAML
_MAX_CACHE: Final = 32 << 20
_KEPT: Final = 4  # compiled catalogues
_SUFFIX: Final = ".catalogue"
_DIGEST: Final = 4  # bytes of CRC-32, against damage alone


class _Endpoint(msgspec.Struct, frozen=True, array_like=True):
    """An endpoint; its fields are numbers, for many are shared."""

    id: str
    hosts: tuple[str, ...]
    method: str
    path: str
    names: dict[str, str]
    fields: tuple[int, ...]


class _Compiled(msgspec.Struct, frozen=True, array_like=True):
    """A catalogue. Companies and trackers are in the order of their ids, each still packed; trackers without endpoints."""

    version: str
    company_ids: Packed
    companies: Packed
    datasets: tuple[Recipient, ...]
    models: tuple[Recipient, ...]
    tracker_ids: Packed
    trackers: Packed
    hosts: Packed  # in order
    owners: bytes  # of each host, the place of its tracker, 32 bits each
    exact: dict[str, str]
    patterns: dict[str, tuple[tuple[HostPattern, str], ...]]
    cloaks: dict[str, str]
    endpoints: dict[str, tuple[_Endpoint, ...]]  # by tracker
    plain: tuple[FieldRule, ...]
    conditional: tuple[CatalogueField, ...]
    networks: tuple[Network, ...]


def through_cache(path: Path) -> Catalogue:
    """A catalogue, from the cache where the same file was checked before. Raises ``CatalogueError``."""
    place = _place(path)
    known = _cached(place) if place is not None else None
    if known is not None:
        return known
    catalogue = _read(path, read_content(path))
    if place is not None and place == _place(path):  # it was not written to meanwhile
        _keep(place, catalogue)
    return catalogue


def read_content(path: Path) -> bytes:
    """The bytes of a catalogue file. Raises ``CatalogueError`` where it cannot be read or is far too big."""
    try:
        # a pipe would be waited for, by opening it alone
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise CatalogueError(f"{path}: is no file; name a readable catalogue file")
            content = file.read(_MAX_FILE + 1)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise CatalogueError(f"{path}: {reason}; name a readable catalogue file") from None
    if len(content) > _MAX_FILE:
        raise CatalogueError(f"{path.name}: expected at most {_MAX_FILE >> 20} MiB; is this the catalogue?")
    return content


def _read(path: Path, content: bytes) -> Catalogue:
    from analysis.catalogue_file import parse_catalogue

    return parse_catalogue(path.name, content)


# -- where it is kept ---------------------------------------------------------------------------------------------


def _place(path: Path) -> Path | None:
    """Where the compiled form of a file is, or would be; None where there is no place that is only ours.

    Whoever writes to a file changes its ``ctime``, which no program sets: with it the bytes need not be read.
    """
    folder = _folder()
    try:
        found = path.stat()
    except OSError:
        return None
    if folder is None or not stat.S_ISREG(found.st_mode):
        return None
    same = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    key = hashlib.sha256(_program() + repr(same).encode())
    return folder / f"{key.hexdigest()}{_SUFFIX}"


def _program() -> bytes:
    """What says whether the code that checks and compiles is still the same."""
    here = Path(__file__).parent
    files = sorted([*here.glob("catalogue*.py"), here / "payload.py", here / "host_names.py"])
    stats = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return repr((sys.byteorder, stats)).encode()


def _folder() -> Path | None:
    """The private cache folder, made where it is missing; None where there is none, or others could write to it."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME", "") or Path.home() / ".cache")
    except RuntimeError:  # no home directory
        return None
    if not base.is_absolute():
        return None
    folder = base / "leakledger"
    with suppress(OSError):  # looked at next
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder if _is_private(folder) else None


def _is_private(folder: Path) -> bool:
    """Whether only we can write to a folder, and nobody else can put another in its place."""
    try:
        resolved = folder.resolve(strict=True)
        own = os.lstat(folder)
        above = [parent.stat() for parent in resolved.parents]
    except OSError:
        return False
    if not stat.S_ISDIR(own.st_mode) or own.st_uid != os.geteuid() or own.st_mode & 0o022:
        return False
    return all(
        one.st_uid in (0, os.geteuid()) and (not one.st_mode & 0o022 or bool(one.st_mode & stat.S_ISVTX))
        for one in above
    )


# -- reading ------------------------------------------------------------------------------------------------------


def _cached(place: Path) -> Catalogue | None:
    """The catalogue that is kept there; None where there is none, it is damaged, or others could have written it."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(file.fileno())
        ours = found.st_uid == os.geteuid() and not found.st_mode & 0o022 and found.st_nlink == 1
        if not ours or not stat.S_ISREG(found.st_mode) or found.st_size > _MAX_CACHE:
            return None
        data = file.read(_MAX_CACHE)
    content = memoryview(data)[_DIGEST:]
    if _digest(content) != data[:_DIGEST]:
        return None
    try:
        return _unpacked(msgspec.msgpack.decode(content, type=_Compiled))
    except (msgspec.DecodeError, LookupError, ValueError):
        return None


def _digest(data: bytes | memoryview) -> bytes:
    return zlib.crc32(data).to_bytes(_DIGEST, "big")


def _unpacked(compiled: _Compiled) -> Catalogue:
    pool: tuple[FieldRule, ...] = (*compiled.plain, *compiled.conditional)
    endpoints = {
        tracker: tuple(_endpoint(tracker, one, pool) for one in packed)
        for tracker, packed in compiled.endpoints.items()
    }

    ids = Pieces(compiled.tracker_ids)

    def whole(tracker: Tracker) -> Tracker:
        own = endpoints.get(tracker.id)
        return tracker if own is None else msgspec.structs.replace(tracker, endpoints=own)

    return Catalogue(
        version=compiled.version,
        companies=Later(Table(Pieces(compiled.company_ids), Pieces(compiled.companies)), Company),
        trackers=Later(Table(ids, Pieces(compiled.trackers)), Tracker, whole),
        owners=Owners(Pieces(compiled.hosts), ids, compiled.owners),
        exact=compiled.exact,
        patterns=compiled.patterns,
        endpoints=by_host(endpoints.values()),
        cloaks=compiled.cloaks,
        datasets={one.id: one for one in compiled.datasets},
        models={one.id: one for one in compiled.models},
        networks=Networks(compiled.networks),
    )


def _endpoint(tracker: str, packed: _Endpoint, pool: tuple[FieldRule, ...]) -> Endpoint:
    fields = tuple(map(pool.__getitem__, packed.fields))
    rule = EndpointRule(id=packed.id, tracker=tracker, fields=fields, names=packed.names)
    return Endpoint(rule=rule, hosts=packed.hosts, method=packed.method, path=Pattern(packed.path))


# -- writing ------------------------------------------------------------------------------------------------------


def _keep(place: Path, catalogue: Catalogue) -> None:
    """Write the compiled form, whole or not at all. Without it the next start is slower, and nothing else."""
    import logging  # what is only read needs neither
    import tempfile

    data = msgspec.msgpack.encode(_packed(catalogue))
    try:
        descriptor, draft = tempfile.mkstemp(dir=place.parent)  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_digest(data) + data)
            Path(draft).replace(place)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise
        kept = sorted(place.parent.glob(f"*{_SUFFIX}"), key=lambda one: one.stat().st_mtime_ns)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        logging.getLogger("leakledger.catalogue").debug("the compiled catalogue is not kept: %s", error)


def _packed(catalogue: Catalogue) -> _Compiled:
    plain: dict[int, FieldRule] = {}
    conditional: dict[int, CatalogueField] = {}
    for tracker in catalogue.trackers.values():
        for endpoint in tracker.endpoints:
            for field in endpoint.rule.fields:
                if isinstance(field, CatalogueField):
                    conditional[id(field)] = field
                else:
                    plain[id(field)] = field
    companies, trackers = (dict(sorted(one.items())) for one in (catalogue.companies, catalogue.trackers))
    places = {id: place for place, id in enumerate(trackers)}
    owners = dict(sorted(catalogue.owners.items()))
    numbers = {key: number for number, key in enumerate((*plain, *conditional))}
    return _Compiled(
        version=catalogue.version,
        company_ids=pieces(map(str.encode, companies)),
        companies=pieces(bytes(packed(one)) for one in companies.values()),
        datasets=tuple(catalogue.datasets.values()),
        models=tuple(catalogue.models.values()),
        tracker_ids=pieces(map(str.encode, trackers)),
        trackers=pieces(
            bytes(packed(msgspec.structs.replace(one, endpoints=()))) for one in trackers.values()
        ),
        hosts=pieces(map(str.encode, owners)),
        owners=array("I", map(places.__getitem__, owners.values())).tobytes(),
        exact=dict(catalogue.exact),
        patterns=dict(catalogue.patterns),
        cloaks=dict(catalogue.cloaks),
        endpoints={
            one.id: tuple(_packed_endpoint(endpoint, numbers) for endpoint in one.endpoints)
            for one in catalogue.trackers.values()
            if one.endpoints
        },
        plain=tuple(plain.values()),
        conditional=tuple(conditional.values()),
        networks=catalogue.networks.rows,
    )


def _packed_endpoint(endpoint: Endpoint, numbers: dict[int, int]) -> _Endpoint:
    rule = endpoint.rule
    fields = tuple(numbers[id(field)] for field in rule.fields)
    return _Endpoint(
        rule.id, endpoint.hosts, endpoint.method, endpoint.path.pattern, dict(rule.names), fields
    )
