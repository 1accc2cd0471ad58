"""Tries the inferences on real recordings: what they say of speech, song, noise, motion, stairs and workouts.

`--write` puts the table, and what every inference declares, into docs/inferences.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import wave
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis import registry  # noqa: E402
from analysis.catalogue import load  # noqa: E402
from analysis.demo.media import air_conditioner  # noqa: E402
from analysis.inference_document import document, with_figures  # noqa: E402
from analysis.inferences import Datum, Evidence  # noqa: E402
from analysis.media.levels import level_spread_db, modulation_depth, voiced_share  # noqa: E402
from analysis.pipeline import Analyser  # noqa: E402
from analysis.records import Measures, Transmission, new_id  # noqa: E402
from benchmarks.accuracy_recordings import shared_data  # noqa: E402

PAGE: Final = REPOSITORY / "docs" / "inferences.md"
AT: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY: Final = (int(datetime(2026, 11, 20, tzinfo=UTC).timestamp()) * 1_000_000, 86_400_000_000)
LENGTHS: Final = {
    "audio_speech": (3, 5, 10),
    "audio_machine": (10, 20),
}  # s of the pieces that sound is cut into
SPEECH: Final = "speech (6 speakers, digits and sentences)"
SWELLING: Final = "noise that swells four times a second (computed)"
TRUTH: Final = {
    "audio_speech": {SPEECH: "yes", "song": "(says so)"},
    "audio_machine": {
        "an exercise bike": "yes",
        "the demo's air conditioner (computed)": "yes",
        "washing the dishes": "(running water)",
    },
}


class Score(NamedTuple):
    """How often an inference was drawn from pieces of one kind of recording, and whether it should be."""

    inference: str
    recording: str
    should: str
    drawn: int
    pieces: int


def main() -> int:
    """Measures, prints, and writes where asked; 0 when done, 1 where the recordings are not here."""
    parser = argparse.ArgumentParser(description="What the inferences say of real recordings.")
    parser.add_argument("--write", action="store_true", help="write docs/inferences.md")
    chosen = parser.parse_args()
    folder = shared_data()
    if folder is None:
        print("the recordings are not here (LEAKLEDGER_SHARED_DATA says where they are)")
        return 1
    table = figures(folder)
    print(table)
    if chosen.write:
        PAGE.write_text(with_figures(document(), table), encoding="utf-8")
    return 0


def figures(folder: Path) -> str:
    """The table of scores, in Markdown."""
    rows = ["| inference | recording | should it? | drawn |", "| --- | --- | --- | --- |"]
    for one in (*sound_scores(folder), *sensor_scores(folder)):
        rows.append(f"| `{one.inference}` | {one.recording} | {one.should} | {one.drawn} of {one.pieces} |")
    return "\n".join([*rows, "", *sound_figures(folder)])


# -- sound --------------------------------------------------------------------------------------------------------


def sound_scores(folder: Path) -> Iterator[Score]:
    """Speech, song and noises, cut into pieces of several lengths."""
    kinds = _sounds(folder)
    for name, wanted in TRUTH.items():
        for seconds in LENGTHS[name]:
            for kind, sounds in kinds.items():
                pieces = [
                    piece for sound in _long(sounds.values(), seconds) for piece in _pieces(*sound, seconds)
                ]
                drawn = sum(bool(_conclude(name, [piece])) for piece in pieces)
                if pieces:
                    yield Score(name, f"{kind}, {seconds} s", wanted.get(kind, "no"), drawn, len(pieces))


def sound_figures(folder: Path) -> Iterator[str]:
    """What is measured of each recording, over its pieces of 10 s from the lowest to the highest."""
    yield "| what | recording | seconds | in pieces of 10 s | level spread, dB | 2–8 Hz modulation | voiced |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for kind, sounds in _sounds(folder).items():
        for name, (samples, rate) in sounds.items():
            size = 2 * rate * 10
            pieces = list(
                _pieces((samples * (size // len(samples) + 1))[: max(size, len(samples))], rate, 10)
            )
            told = [piece.measures for piece in pieces if piece.measures is not None]
            cells = (
                _range([item.level_spread_db for item in told], ".1f"),
                _range([item.modulation_depth for item in told], ".2f"),
                _range([item.voiced_share for item in told], ".2f"),
            )
            count = str(len(pieces)) if len(samples) >= size else "1, played again"
            yield f"| {kind} | {name} | {len(samples) / 2 / rate:.1f} | {count} | {' | '.join(cells)} |"


def _range(figures: Sequence[float | None], form: str) -> str:
    told = [format(figure, form) for figure in sorted(item for item in figures if item is not None)]
    return "–".join(dict.fromkeys((told[0], told[-1]))) if told else "not measured"


def _sounds(folder: Path) -> dict[str, dict[str, tuple[bytes, int]]]:
    """Samples and their rate, by kind and by the name of the recording."""
    pyroom, silence = folder / "audio/noise-pyroom", (bytes(2 * 16_000 * 60), 16_000)
    return {
        SPEECH: dict(_speech(folder)),
        "song": {"singing_8000": _samples(pyroom / "examples/input_samples/singing_8000.wav")},
        "an exercise bike": {"exercise_bike": _samples(pyroom / "notebooks/exercise_bike.wav")},
        "washing the dishes": {"doing_the_dishes": _samples(pyroom / "examples/input_samples/doing_the_dishes.wav")},
        "the demo's air conditioner (computed)": {"air_conditioner": _samples(BytesIO(air_conditioner()))},
        SWELLING: {"half its amplitude": (_swelling(), 16_000)},
        "digital silence": {"zeros": silence},
    }  # fmt: skip


def _swelling() -> bytes:
    noise = np.random.default_rng(4).normal(scale=1_000, size=60 * 16_000)
    swell = 1 + 0.5 * np.sin(2 * np.pi * 4 * np.arange(noise.size) / 16_000)
    return (noise * swell).astype("<i2").tobytes()


def _speech(folder: Path) -> Iterator[tuple[str, tuple[bytes, int]]]:
    for speaker in ("jackson", "lucas", "nicolas", "theo"):
        files = sorted((folder / "audio/fsdd/recordings").glob(f"*_{speaker}_*.wav"))
        yield f"digits, {speaker}", (b"".join(_samples(path)[0] for path in files), 8_000)
    yield "leak-test", _samples(folder / "audio/webrtcvad/leak-test.wav")
    for path in sorted((folder / "audio/noise-pyroom/examples/input_samples").glob("cmu_arctic*.wav")):
        yield path.stem, _samples(path)


def _long(sounds: Iterable[tuple[bytes, int]], seconds: int) -> Iterator[tuple[bytes, int]]:
    """The sounds that are long enough, and those of one rate that are not, one behind the other."""
    short: dict[int, bytes] = {}
    for samples, rate in sounds:
        if len(samples) >= 2 * rate * seconds:
            yield samples, rate
        else:
            short[rate] = short.get(rate, b"") + samples
    for rate, samples in short.items():
        yield samples, rate


def _samples(path: Path | BytesIO) -> tuple[bytes, int]:
    with wave.open(path if isinstance(path, BytesIO) else str(path)) as sound:
        return sound.readframes(sound.getnframes()), sound.getframerate()


def _pieces(samples: bytes, rate: int, seconds: int) -> Iterator[Datum]:
    size = 2 * rate * seconds
    for start in range(0, len(samples) - size + 1, size):
        piece = samples[start : start + size]
        yield _datum(
            "audio.recording",
            "x_audio",
            "PCM 16 bit",
            Measures(
                seconds=float(seconds),
                sample_rate_hz=float(rate),
                channels=1,
                level_spread_db=level_spread_db(piece, rate, 1),
                modulation_depth=modulation_depth(piece, rate, 1),
                voiced_share=voiced_share(piece, rate, 1),
            ),
        )


# -- sensors ------------------------------------------------------------------------------------------------------


def sensor_scores(folder: Path) -> Iterator[Score]:
    """A phone's sensor log and watches' workouts, each through the analysis as a message that left."""
    log = folder / "sensors/parabiomech-sensorlogger/data2"
    analyser = Analyser(load(), bytes(32))
    for name, sensor in (("Accelerometer", "accelerometer"), ("Gyroscope", "gyroscope")):
        rows = _rows(log / f"{name}.csv")
        samples = [
            {"timestamp": int(row["time"]) // 1_000_000} | {axis: float(row[axis]) for axis in "xyz"}
            for row in rows
        ]
        batches = [samples[start : start + 1_000] for start in range(0, len(samples) - 999, 1_000)]
        drawn = [_sent(analyser, {sensor: batch}) for batch in batches]
        yield _score("motion_stream", f"1,000 readings of a phone's {sensor}", "yes", drawn)
        single = [_sent(analyser, {sensor: {axis: batch[0][axis] for axis in "xyz"}}) for batch in batches]
        yield _score("motion_stream", f"one reading of a phone's {sensor}", "no", single)
    yield from _floors(analyser, _rows(log / "Barometer.csv"))
    workouts = [path.read_bytes() for path in sorted((folder / "sensors/fit-fitdecode").glob("garmin-*.fit"))]
    found = [_analysed(analyser, body, "application/octet-stream") for body in workouts]
    for name in ("heart_sleep", "home_place", "work_place"):
        yield _score(name, "a watch's workout by day (FIT)", "no", found)


def _floors(analyser: Analyser, rows: Sequence[dict[str, str]]) -> Iterator[Score]:
    """Minutes of a way uphill, outdoors, with the phone in motion: no floors, but a pressure that will not stand still."""
    second = round(1 / 0.064)
    for words, length, step in (
        ("a series each second", second, second),
        ("one reading each 3 s", 1, 3 * second),
    ):
        minutes = []
        for start in range(0, len(rows) - 60 * second + 1, 15 * second):
            minute = []
            for first in range(start, start + 60 * second, step):
                sample = [
                    {"timestamp": int(row["time"]) // 1_000_000, "pressure": float(row["pressure"])}
                    for row in rows[first : first + length]
                ]
                at = AT + timedelta(seconds=(first - start) / second)
                minute += _sent(analyser, {"barometer": sample if length > 1 else sample[0]}, at)
            minutes.append(minute)
        yield _score("barometer_floor", f"a minute uphill in motion, {words}", "no", minutes)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _sent(analyser: Analyser, value: object, at: datetime = AT) -> list[Datum]:
    micros = int(at.timestamp() * 1_000_000)
    found = _analysed(analyser, json.dumps(value).encode(), "application/json")
    return [msgspec.structs.replace(item, seen_at=micros) for item in found]


def _analysed(analyser: Analyser, body: bytes, media_type: str) -> list[Datum]:
    message = Transmission(
        id=new_id(AT, b"message"), flow_id=new_id(AT, b"flow"), seen_at=AT, writer="benchmark", method="POST",
        scheme="https", host="collector.example", port=443, path="/", request_headers=(("content-type", media_type),),
        body=body, body_size=len(body),
    )  # fmt: skip
    analysis = analyser.analyse(message)
    return [
        _datum(item.category, item.property, value, item.measures, item.path, item.rules)
        for item, value in zip(analysis.event.findings, analysis.revealed, strict=True)
    ]


def _datum(
    category: str,
    name: str,
    value: str,
    measures: Measures | None,
    path: str = "body",
    rules: tuple[str, ...] = (),
) -> Datum:
    return Datum(
        id=1, event_id="event", seen_at=int(AT.timestamp()) * 1_000_000, device="device", recipient="recipient",
        category=category, property=name, path=path, value=value, exact=True, rules=rules, measures=measures,
    )  # fmt: skip


def _score(name: str, recording: str, should: str, found: Sequence[list[Datum]]) -> Score:
    return Score(name, recording, should, sum(bool(_conclude(name, data)) for data in found), len(found))


def _conclude(name: str, data: Sequence[Datum]) -> bool:
    (inference,) = [item for item in registry.inferences() if item.name == name]
    evidence = Evidence(
        recipient="recipient", zone=ZoneInfo("UTC"), start=DAY[0], end=DAY[0] + DAY[1], data=tuple(data)
    )
    return bool(inference.conclude(evidence))


if __name__ == "__main__":
    sys.exit(main())
