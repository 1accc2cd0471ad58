"""Any sound counts, and only sound."""

from __future__ import annotations

from analysis.inference.audio_present import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent, straight

SENT = (sent("09:01", found("audio.recording", "Opus in Ogg, 9.0 s", "x_audio", seconds=9.0, size=36_200)),)

test_sound_was_sent = concludes(
    INFERENCE,
    SENT,
    "what could be heard around the device for 9.0 s (Opus in Ogg; 36 kB), at 09:01.",
    Level.VALUE,
)
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "a video": (sent("09:01", found("photo.video", "MP4", seconds=9.0)),),
        "a message's length": (sent("09:01", found("message.text", "(9 characters)")),),
        "opaque bytes": (sent("09:01", found("opaque.binary", "64 kB")),),
        "a speaker's volume": (sent("09:01", found("device_state.volume", "0.5")),),
        "perhaps sound": (sent("09:01", found("audio.stream", "PCM?", confidence="possible")),),
        "the day before": (sent("09:01", found("audio.recording", "Opus", seconds=9.0), day=days_ago(1)),),
    },
)


def test_a_length_that_is_not_told_is_said() -> None:
    unknown = sent("09:02", found("audio.stream", "Opus"))
    assert straight(INFERENCE, [*SENT, unknown])[0].words["length"] == "at least 9.0 s"
    assert straight(INFERENCE, [unknown])[0].words["length"] == "an unknown time"


def test_each_coding_is_named_once_and_bytes_that_are_not_told_are_said() -> None:
    more = [sent("09:03", found("audio.stream", "PCM 16 bit, 1.0 s", seconds=1.0, size=32_000))] * 2
    (one,) = straight(INFERENCE, [*SENT, *more])
    assert (one.words["kinds"], one.words["kilobytes"]) == ("Opus in Ogg, PCM 16 bit", "100")
    unknown = sent("09:04", found("audio.stream", ""))
    (one,) = straight(INFERENCE, [*SENT, unknown])
    assert (one.words["kinds"], one.words["kilobytes"]) == ("Opus in Ogg, not told", "at least 36")
    assert straight(INFERENCE, [unknown])[0].words["kilobytes"] == "?"
