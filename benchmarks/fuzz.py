"""Feeds every decoder, and the whole engine, with mutated messages: nothing may raise, hang or take more than its memory.

    .venv/bin/python benchmarks/fuzz.py [--inputs 1000000] [--seed 1] [--seconds 1.0]

The seeds are the bodies of tests/corpus and short pieces of every format; they are cut, spliced, repeated and changed byte
by byte. Each is offered to every decoder, as bytes or as text, declared or not, whole or cut off, and then goes through
the engine and all detectors. The process has an address-space limit, and each input a time limit. Prints how many ran (one
call of a decoder or of the engine is one input) and the slowest; exits with 1 where anything escaped. The same seed gives
the same inputs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import random
import signal
import sys
import time
import traceback
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType

import msgspec

from analysis import catalogue, registry
from analysis.analyser_pool import limit_memory
from analysis.pipeline import Analyser
from analysis.records import Transmission
from analysis.units import Decoder, Part

REPOSITORY = Path(__file__).resolve().parents[1]
LIMIT = 1 << 20  # bytes that a decoder may give out
MEMORY = 2 << 30
TYPES = (
    "", "application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "application/xml",
    "application/x-protobuf", "application/grpc", "application/msgpack", "application/cbor", "application/octet-stream",
)  # fmt: skip
CODINGS = ((), ("gzip",), ("deflate",), ("br",), ("zstd",), ("snappy",), ("gzip", "br"))
PIECES = (
    b'{"a":[1,{"lat":52.1}],"b":"x"}', b"a=1&b=%7B%22c%22%3A2%7D", b"<a b='c'><d>1</d></a>", b"bplist00\xd1\x01\x02",
    b"\x0a\x03abc\x12\x04\x08\x01\x10\x02", b"\x82\xa1a\x01\xa1b\xc4\x02xy", b"\xa2aa\x01ab\x42xy", b"PK\x03\x04",
    b"\x04\x22\x4d\x18", b"\xff\x06\x00\x00sNaPpY", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"$GPGGA,1,2,N,3,E*00\r\n",
    b'42["ev",{"a":1}]', b"eyJhIjoxfQ.eyJiIjoyfQ.c2ln", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--",
    b"\x30\x0d\x00\x03a/b\x00\x01hello", b"\x0e\x10\xd9\x07\x00\x00\x00\x00.FIT", b"BEGIN:VCARD\nFN:A\nEND:VCARD",
    b"data: {}\n\n", b"cb({})", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"[" * 200, b"\x00" * 64, b"\xff" * 64,
)  # fmt: skip


class Tally(msgspec.Struct):
    """What one process has to say."""

    inputs: int = 0
    opened: int = 0
    engine: int = 0
    slowest: float = 0.0
    slowest_of: str = ""
    faults: list[str] = msgspec.field(default_factory=list)


class TooSlow(BaseException):
    """An input took longer than it may."""


def seeds() -> list[bytes]:
    """Bodies to begin with."""
    bodies = [path.read_bytes() for path in sorted((REPOSITORY / "tests" / "corpus").rglob("*.yaml"))]
    packed = [gzip.compress(piece, mtime=0) for piece in PIECES] + [zlib.compress(piece) for piece in PIECES]
    return [*PIECES, *packed, *(body[:2_000] for body in bodies)]


def mutated(chance: random.Random, pool: list[bytes]) -> bytes:
    """One input: a seed or two, changed."""
    data = bytearray(chance.choice(pool))
    for _ in range(chance.randrange(4)):
        kind, at = chance.randrange(6), chance.randrange(len(data) + 1)
        if kind == 0:
            data[at:at] = chance.choice(pool)[: chance.randrange(300)]
        elif kind == 1:
            del data[at:]
        elif kind == 2 and data:
            data[at % len(data)] = chance.randrange(256)
        elif kind == 3:
            data[at:at] = chance.randbytes(chance.randrange(32))
        elif kind == 4:
            data[at:at] = bytes(data[at : at + 40]) * chance.randrange(1, 60)
        else:
            data[at:at] = chance.randrange(1 << 32).to_bytes(4, "big" if at & 1 else "little")
    return bytes(data[: 1 << 17])


def part_of(chance: random.Random, data: bytes, decoder: Decoder) -> Part:
    """The input as a decoder would be offered it."""
    as_text = decoder.takes == "text" or (decoder.takes == "both" and chance.random() < 0.5)
    return Part(
        path="body",
        context=chance.choice(("body", "query", "path", "header")),
        names=("a",),
        data=data.decode("utf-8", chance.choice(("replace", "ignore"))) if as_text else data,
        media_type="" if as_text else chance.choice(TYPES),
        parameters={"boundary": "x"},
        encodings=() if as_text else chance.choice(CODINGS),
        complete=chance.random() < 0.9,
        depth=chance.randrange(12),
    )


def through_a_decoder(decoder: Decoder, part: Part) -> bool:
    """Whether it opened; raises where it gave out more than it may."""
    opened = decoder.open(part, LIMIT)
    if opened is None:
        return False
    output = sum(len(child.data) for child in opened.parts)
    if output > max(LIMIT, len(part.data)):
        raise AssertionError(f"gave {output} bytes out of {LIMIT}")
    return True


def through_the_engine(analyser: Analyser, chance: random.Random, data: bytes) -> None:
    """The input as the body of a message; what failed inside is a warning, which here is a fault."""
    headers = (
        ("Content-Type", chance.choice(TYPES)),
        ("Content-Encoding", ", ".join(chance.choice(CODINGS))),
    )
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="fuzz", method="POST",
        host=chance.choice(("h.example", "graph.facebook.com", "app-measurement.com")), path="/v1", body=data,
        body_size=len(data), request_headers=headers,
    )  # fmt: skip
    failed = [text for text in analyser.analyse(sent).event.warnings if " failed (" in text]
    if failed:
        raise AssertionError(failed[0])


def stop(_number: int, _frame: FrameType | None) -> None:
    """The time of an input is over."""
    raise TooSlow


def guarded(
    tally: Tally, seconds: float, data: bytes, what: str, call: Callable[[], bool | None]
) -> bool | None:
    """The answer of a call that may take ``seconds``; what escapes from it is written down."""
    tally.inputs += 1
    started = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return call()
    except (Exception, TooSlow) as error:  # noqa: BLE001  whatever escapes is what is looked for
        where = traceback.extract_tb(error.__traceback__)[-1]
        tally.faults.append(
            f"{what}: {type(error).__name__} {error} at {where.name}:{where.lineno}: {data[:60]!r} ({len(data)} bytes)"
        )
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        took = time.perf_counter() - started
        if took > tally.slowest:
            tally.slowest, tally.slowest_of = took, what


def run(worker: int, inputs: int, seed: int, seconds: float) -> Tally:
    """One process's share."""
    limit_memory(MEMORY)
    signal.signal(signal.SIGALRM, stop)
    chance = random.Random(seed * 1_000 + worker)
    pool, decoders, tally = seeds(), registry.decoders(), Tally()
    analyser = Analyser(catalogue.load())
    while tally.inputs < inputs:
        data = mutated(chance, pool)
        for decoder in decoders:
            part = part_of(chance, data, decoder)
            call = partial(through_a_decoder, decoder, part)
            tally.opened += bool(guarded(tally, seconds, data, decoder.name, call))
        guarded(tally, seconds, data, "engine", partial(through_the_engine, analyser, chance, data))
        tally.engine += 1
    return tally


def main() -> None:
    """Run on all cores, print, and exit with 1 where anything escaped."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.0)
    asked = parser.parse_args()
    workers = len(os.sched_getaffinity(0))
    share = -(-asked.inputs // workers)
    with multiprocessing.Pool(workers) as pool:
        tallies = pool.starmap(run, [(number, share, asked.seed, asked.seconds) for number in range(workers)])
    faults = [fault for tally in tallies for fault in tally.faults]
    slowest = max(tallies, key=lambda tally: tally.slowest)
    print(
        f"{sum(tally.inputs for tally in tallies):,} inputs to {len(registry.decoders())} decoders,"
        f" {sum(tally.opened for tally in tallies):,} opened, {sum(tally.engine for tally in tallies):,} of them"
        f" to the engine and all detectors; slowest {slowest.slowest * 1e3:.0f} ms ({slowest.slowest_of})"
    )
    for fault in faults[:20]:
        print(f"  {fault}")
    print(json.dumps({"faults": len(faults)}))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
