"""Any sound counts, and only sound."""

from __future__ import annotations

from analysis.inference.audio_present import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent, straight

SENT = (sent("09:01", found("audio.recording", "Opus, 9 s", "x_audio", seconds=9.0, codec="opus")),)

test_sound_was_sent = concludes(
    INFERENCE, SENT, "what could be heard around the device for 9.0 s, at 09:01.", Level.VALUE
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
