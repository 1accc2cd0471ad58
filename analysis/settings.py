"""The home: one folder that holds everything of one installation, and its settings."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import secrets
import shlex
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from analysis.errors import UserFault
from analysis.lazy_patterns import lazy_pattern
from analysis.notice_settings import Notices, UnusableNotices
from analysis.notice_settings import check as check_notices
from analysis.wording import languages

MARKER: Final = "leakledger-home.json"
DEFAULT_HOME: Final = Path("~/.leakledger")
_FOLDERS: Final = ("journal", "ca", "run")
_DURATION: Final = lazy_pattern(r"[0-9]{1,5}[mhd]")
_KEY: Final = lazy_pattern(r"[0-9a-f]{64}")
# what is promised of how long the content of messages, and full values, are kept
_RANGES: Final = {
    "proxy_port": (1, 65_535),
    "dashboard_port": (1, 65_535),
    "body_days": (0, 7),
    "value_days": (0, 90),
    "keep_pcap_mb": (16, 1_000_000),
}


class UnusableHome(UserFault):
    """A home folder that is not ours or cannot be used; the text is one line that says what to do."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the owner may set, in ``settings.json``. Ports are 1..65535; ``timezone`` is an IANA name ("" = the system's).

    The content of messages is kept for ``body_days`` (0..7), full values for ``value_days`` (0..90). ``position`` is where
    the home is, [latitude, longitude] in degrees, for what the sun tells of light; it is used on this machine alone.
    ``keep_pcap``, such as "24h", keeps the packets of opened devices for so long (1m to 7d), ``keep_pcap_mb`` megabytes at
    most; "" does not. ``language`` is that of pages and notices ("en", "de"); "" leaves it to each browser, and notices in
    English.
    """

    timezone: str = ""
    proxy_listen: str = "127.0.0.1"
    proxy_port: int = 8080
    dashboard_listen: str = "127.0.0.1"
    dashboard_port: int = 8050
    allowed_hosts: tuple[str, ...] = ()
    body_days: int = 7
    value_days: int = 90
    position: tuple[float, float] | None = None
    notices: Notices = Notices()
    language: str = ""
    keep_pcap: str = ""
    keep_pcap_mb: int = 2048


class HomeMarker(msgspec.Struct, frozen=True, kw_only=True):
    """What says that a folder is a home, and which kind."""

    format: int = 1
    kind: str = "home"  # or "demo"


class Home:
    """Paths and settings of one installation. The folder has mode 0700."""

    def __init__(self, root: Path, marker: HomeMarker, settings: Settings) -> None:
        self.root = root
        self.marker = marker
        self.settings = settings
        self.journal_dir = root / "journal"
        self.ca_dir = root / "ca"
        self.run_dir = root / "run"
        self.state_path = root / "state.sqlite"
        self.ledger_path = root / "ledger.sqlite"
        self.key_path = root / "keys" / "home.key"
        self.settings_path = root / "settings.json"
        self.ca_certificate = root / "ca" / "mitmproxy-ca-cert.pem"

    @property
    def is_demo(self) -> bool:
        """True for a demo's own home: everything in it is made up."""
        return self.marker.kind == "demo"

    @property
    def timezone(self) -> ZoneInfo:
        """The home's zone: the owner's setting, else the system's, else UTC."""
        return ZoneInfo(self.settings.timezone or _system_timezone())

    @property
    def option(self) -> str:
        """What a command needs to be given to find this home: `` --home PATH``, or nothing for the usual one."""
        usual = self.root == DEFAULT_HOME.expanduser().absolute()
        return "" if usual else f" --home {shlex.quote(str(self.root))}"

    def key(self) -> bytes:
        """The home's 32-byte secret, made at first use (mode 0600); of two processes that make it at once, one wins.

        Raises ``UnusableHome`` where it cannot be read or is not what was made.
        """
        try:
            if not self.key_path.exists():
                self._make_key()
            text = self.key_path.read_bytes().decode("ascii", "replace")
        except OSError as error:
            raise UnusableHome(
                f"{self.key_path}: {error.strerror}; give this user the rights to it, or choose another home with --home"
            ) from error
        if _KEY.fullmatch(text) is None:
            raise UnusableHome(
                f"{self.key_path}: not the 64 hexadecimal digits that were made; bring it back from a copy, or delete it"
                " for a new one: what was exported under it can then not be checked any more"
            )
        return bytes.fromhex(text)

    def _make_key(self) -> None:
        self.key_path.parent.mkdir(mode=0o700, exist_ok=True)
        draft = self.key_path.with_name(f"{self.key_path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        write_private(draft, secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(draft, self.key_path)
        draft.unlink()

    @classmethod
    def open(cls, path: Path | None = None, kind: str | None = None, *, create: bool = True) -> Home:
        """The home at ``path``, else ``LEAKLEDGER_HOME``, else ``~/.leakledger``; made where it does not exist yet.

        ``kind`` ("home" or "demo") demands that kind and is what a new one becomes. Raises ``UnusableHome`` for a folder
        that is not empty and not ours, of the other kind, not writable, or with wrong settings; and, without ``create``,
        where there is no home yet: what only reads must not answer for a mistyped folder.
        """
        root = (path or Path(os.environ.get("LEAKLEDGER_HOME") or DEFAULT_HOME)).expanduser().absolute()
        try:
            if root.exists() and not root.is_dir():
                raise UnusableHome(f"{root}: is a file; give a folder with --home")
            if not create and not (root / MARKER).exists():
                raise UnusableHome(f"{root}: there is no leakledger home here; give its folder with --home")
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            marker = _read_marker(root, kind)
            root.chmod(0o700)
            for name in _FOLDERS:
                (root / name).mkdir(mode=0o700, exist_ok=True)
            _check_rights(root)
        except OSError as error:
            raise UnusableHome(f"{root}: {error.strerror}; choose another folder with --home") from error
        return cls(root, marker, _read_settings(root / "settings.json"))


def _check_rights(root: Path) -> None:
    """A folder that cannot be looked into would pass for an empty one."""
    for path in (root, *(root / name for name in (*_FOLDERS, "keys"))):
        if path.exists() and not os.access(path, os.R_OK | os.W_OK | os.X_OK):
            raise UnusableHome(
                f"{path}: this folder cannot be read and written by this user; mend its rights, or choose another home"
                " with --home"
            )


def write_private(path: Path, text: str, *, durable: bool = True) -> None:
    """Write a file that only its owner can read (0600), atomically; ``durable`` waits until it is on the disk."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        if durable:
            os.fsync(stream.fileno())
    draft.replace(path)


def _read_marker(root: Path, kind: str | None) -> HomeMarker:
    path = root / MARKER
    if not path.exists():
        if any(
            not entry.name.startswith(MARKER) for entry in root.iterdir()
        ):  # a crash may have left a draft
            raise UnusableHome(
                f"{root}: this folder is not empty and not a leakledger home; choose another with --home"
            )
        write_private(path, msgspec.json.encode(HomeMarker(kind=kind or "home")).decode())
    try:
        marker = msgspec.json.decode(path.read_bytes(), type=HomeMarker)
    except msgspec.DecodeError as error:
        raise UnusableHome(
            f"{path}: not a leakledger home marker ({error}); choose another with --home"
        ) from error
    if marker.format != 1:
        raise UnusableHome(
            f"{path}: home format {marker.format} is newer than this leakledger reads; update it"
        )
    if kind is not None and marker.kind != kind:
        what = "a demo's home: its rows are made up" if marker.kind == "demo" else "a real home, not a demo's"
        raise UnusableHome(f"{root}: this is {what}; choose another with --home")
    return marker


def _read_settings(path: Path) -> Settings:
    if not path.exists():
        return Settings()
    try:
        settings = msgspec.json.decode(path.read_bytes(), type=Settings)
    except msgspec.DecodeError as error:
        raise UnusableHome(f"{path}: {error}") from error
    if settings.timezone and not _is_timezone(settings.timezone):
        raise UnusableHome(
            f"{path}: timezone {settings.timezone!r} is no IANA zone name such as Europe/Berlin"
        )
    for name, (least, most) in _RANGES.items():
        if not least <= getattr(settings, name) <= most:
            raise UnusableHome(f"{path}: {name} must be {least} to {most}")
    if settings.position is not None and not (
        abs(settings.position[0]) <= 90 and abs(settings.position[1]) <= 180
    ):
        raise UnusableHome(f"{path}: position must be [latitude, longitude] in degrees")
    if settings.language and settings.language not in languages():
        raise UnusableHome(f"{path}: language {settings.language!r} is none of: {', '.join(languages())}")
    if settings.keep_pcap and _DURATION.fullmatch(settings.keep_pcap) is None:
        raise UnusableHome(
            f"{path}: keep_pcap {settings.keep_pcap!r}: write minutes, hours or days, such as 24h"
        )
    try:
        check_notices(settings.notices)
    except UnusableNotices as error:
        raise UnusableHome(f"{path}: {error}") from error
    listens = {}
    for name in ("proxy_listen", "dashboard_listen"):
        address = listen_address(getattr(settings, name))
        if address is None:
            raise UnusableHome(f"{path}: {name} {getattr(settings, name)!r} is no IP address of this machine")
        listens[name] = address
    return msgspec.structs.replace(settings, **listens)


def listen_address(text: str) -> str | None:
    """The IP address that a text spells, where ``localhost`` is 127.0.0.1; None for anything else."""
    try:
        return str(ipaddress.ip_address("127.0.0.1" if text == "localhost" else text))
    except ValueError:
        return None


def _is_timezone(name: str) -> bool:
    """Whether there is a zone of that name; asking for the list of all would read hundreds of files."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return name != ""


def _system_timezone() -> str:
    named = os.environ.get("TZ", "").removeprefix(":")
    if _is_timezone(named):
        return named
    try:
        target = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    except OSError:
        target = ""
    return target if _is_timezone(target) else "UTC"
