"""Opens TLS connections of a capture whose secrets are known, with tshark as a helper process; HTTP is read from it here.

tshark is a Debian package. What it decrypts is held in memory up to a limit; it gets no network and no other file.
"""

from __future__ import annotations

import binascii
import contextlib
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event, Thread, Timer
from typing import IO, Final

MAX_STREAMS: Final = 512
MAX_HELD: Final = 48 << 20  # decrypted bytes
PATIENCE: Final = 600  # seconds for one run
_A_RUN: Final = 64  # streams
_TOLD: Final = 4096  # bytes of what tshark complains about that are looked at
NOT_INSTALLED: Final = (
    "there are TLS secrets for this capture, but tshark is not installed, so HTTPS stays unread;"
    " install it (Debian: apt install tshark) and read the file again"
)


class CannotOpen(Exception):
    """The connections stay closed; the text is one line that says why."""


class CutOff(CannotOpen):
    """tshark has read the file, but not to its end; what it said until then stands."""


class Opened:
    """``packets``: what the TLS records that end with a packet held, by its number from 0; ``notices``: what is left out."""

    def __init__(self) -> None:
        self.packets: dict[int, list[bytes]] = {}
        self.notices: list[str] = []
        self.held = 0


def open_tls(path: Path, keylog: Path | None) -> Opened:
    """Decrypt what can be decrypted, of a file that is damaged what stands before that. Raises ``CannotOpen``."""
    tshark = shutil.which("tshark")
    if tshark is None:
        raise CannotOpen(NOT_INSTALLED)
    secrets = ["-o", f"tls.keylog_file:{keylog.resolve()}"] if keylog is not None else []
    base = [tshark, "-n", "-r", str(path.resolve()), *secrets]
    opened = Opened()
    streams = sorted(_streams(base, opened))
    if len(streams) > MAX_STREAMS:
        opened.notices.append(
            f"{len(streams) - MAX_STREAMS} TLS connections were not opened: too many in one file"
        )
    for start in range(0, min(len(streams), MAX_STREAMS), _A_RUN):
        chosen = streams[start : min(start + _A_RUN, MAX_STREAMS)]
        follow = [part for stream in chosen for part in ("-z", f"follow,tls,yaml,{stream}")]
        with contextlib.suppress(CutOff):  # it was said when the streams were looked for
            for number, content in _chunks([*base, "-q", *follow]):
                if opened.held + len(content) > MAX_HELD:
                    opened.notices.append(
                        f"more than {MAX_HELD >> 20} MB were decrypted; the rest stays unread"
                    )
                    return opened
                opened.held += len(content)
                opened.packets.setdefault(number, []).append(content)
    return opened


def _streams(base: Sequence[str], opened: Opened) -> set[int]:
    """The TCP streams in which tshark could decrypt something or that carry TLS data at all."""
    found: set[int] = set()
    try:
        for line in _lines([*base, "-Y", "tls.app_data", "-T", "fields", "-e", "tcp.stream"]):
            text = line.strip().split(",")[0]
            if text.isascii() and text.isdigit() and len(text) < 10:
                found.add(int(text))
    except CutOff as error:
        if not found:
            raise
        opened.notices.append(str(error))
    return found


def _chunks(command: Sequence[str]) -> Iterator[tuple[int, bytes]]:
    """Packet number, from 0, and bytes of each chunk that tshark prints as YAML."""
    number, text = -1, ""
    for line in _lines(command):
        bare = line.strip()
        if bare.startswith("- packet: "):
            if number >= 0 and text:
                yield number, _decoded(text)
            value = bare.removeprefix("- packet: ")
            number, text = int(value) - 1 if value.isdigit() and len(value) < 12 else -1, ""
        elif bare.startswith(("peers:", "packets:", "===")):
            if number >= 0 and text:
                yield number, _decoded(text)
            number, text = -1, ""
        elif number >= 0 and ":" not in bare:
            text += bare
    if number >= 0 and text:
        yield number, _decoded(text)


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _lines(command: Sequence[str]) -> Iterator[str]:
    """The lines that a command prints. Raises ``CannotOpen`` where it fails or takes too long."""
    problem, late = bytearray(), Event()
    try:
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None

            def give_up() -> None:
                late.set()
                process.kill()

            timer = Timer(PATIENCE, give_up)
            timer.daemon = True
            # read beside: who complains much would wait for that for ever, and we for its next line
            complaints = Thread(target=_collect, args=(process.stderr, problem), daemon=True)
            timer.start()
            complaints.start()
            try:
                yield from _text(process.stdout)
                code = process.wait()
            finally:
                timer.cancel()
                process.kill()
                complaints.join()
    except OSError as error:
        raise CannotOpen(f"tshark could not be run, so HTTPS stays unread: {error}") from error
    if late.is_set():
        raise CannotOpen(f"tshark took more than {PATIENCE} seconds, so some HTTPS may stay unread")
    if code:
        lines = [
            line
            for line in problem.decode("utf-8", "replace").splitlines()
            if "could be dangerous" not in line
        ]
        reason = lines[0][:160] if lines else f"exit code {code}"
        raise CutOff(f"tshark could not read the file to its end, so some HTTPS may stay unread: {reason}")


def _collect(stream: IO[bytes], found: bytearray) -> None:
    """Read a stream to its end and keep what it begins with."""
    while data := stream.read(1 << 16):
        found += data[: max(0, _TOLD - len(found))]


def _text(stream: IO[bytes]) -> Iterator[str]:
    for line in stream:
        yield line.decode("ascii", "replace")
