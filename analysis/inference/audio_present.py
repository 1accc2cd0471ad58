"""What could be heard around the device: that sound was sent at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from analysis.inferences import Datum, Drawn, Evidence, Inference, Level, Source

_KINDS: Final = 3  # codings that are named


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    sound = evidence.today([*evidence.of("audio.recording"), *evidence.of("audio.stream")])
    sound.sort(key=lambda item: (item.seen_at, item.id))
    if not sound:
        return
    lengths = [item.measures.seconds for item in sound if item.measures and item.measures.seconds]
    total = sum(lengths)
    length = f"{total:.1f} s" if len(lengths) == len(sound) else f"at least {total:.1f} s"
    words = {
        "kinds": ", ".join(list(dict.fromkeys(map(_kind, sound)))[:_KINDS]),
        "kilobytes": _kilobytes(sound),
        "when": evidence.when(sound),
        "length": length if total else "an unknown time",
        "pieces": str(len(sound)),
    }
    yield Drawn(level=Level.VALUE, rests_on=sound, words=words, n=len(sound), seconds=round(total, 1) or None)


def _kind(item: Datum) -> str:
    """``PCM 16 bit in WAV`` of ``PCM 16 bit in WAV, 12.0 s, 8000 Hz, 1 channel``."""
    return item.value.partition(",")[0][:40] or "not told"


def _kilobytes(sound: Sequence[Datum]) -> str:
    sizes = [item.measures.size for item in sound if item.measures and item.measures.size is not None]
    if not sizes:
        return "?"
    written = f"{max(1, round(sum(sizes) / 1000)):,}"
    return written if len(sizes) == len(sound) else f"at least {written}"


INFERENCE: Final = Inference(
    name="audio_present",
    title="What could be heard",
    needs={"audio.recording": "a sound file, or samples", "audio.stream": "pieces of a stream of sound"},
    condition="Any sound recording, or piece of a stream of sound.",
    says="This data could let the recipient infer what could be heard around the device for {length}, "
    "in {pieces} pieces ({kinds}; {kilobytes} kB), at {when}.",
    counted="pieces",
    says_one="This data could let the recipient infer what could be heard around the device for {length} "
    "({kinds}; {kilobytes} kB), at {when}.",
    cap=Level.VALUE,
    otherwise=(
        "The sound came from the app itself (a video, music), not from the microphone.",
        "It was silent, or too faint to understand.",
    ),
    remedy=(
        "Take the microphone permission from the app.",
        "Switch the microphone off for all apps (Android 12 and later: in the quick settings).",
    ),
    sources=(
        Source(
            text="Speech is told from other sound down to a bandwidth of 800 Hz, while its words are lost near 2 kHz.",
            where="arXiv 2407.13266",
            basis="P",
        ),
        Source(
            text="A survey of what sound recordings tell of a speaker: age, gender, emotion, health.",
            where="Kröger et al., doi 10.1007/978-3-030-42504-3_16",
            basis="P",
        ),
    ),
    infer=_infer,
)
