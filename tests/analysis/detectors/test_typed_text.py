"""What a keyboard, an assistant or a clipboard tells is found; what a field asks for is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.typed_text import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"typed_text": "", "keystrokes": 412, "clipboard": True},
        {"typedTextLabel": "Type your message here"},
        {"keyboard_input_placeholder": "What is on your mind?"},
        {"clipboard": "https://shop.example/a?b=c"},
        {"clipboardText": "4f5e6d7c-8b9a-4011-8233-445566778899"},
        {"input_text": "Enter your name", "text": "hello there my friend"},
        {"typed_text": "password", "composing_text": "hel"},
        {"pasted_text": '{"a": 1, "b": "two words"}'},
        {"clipboard_enabled": "yes it is", "keystroke_count": "many of them"},
        {"typed": "I think so too"},
        {"spoken_text_error": "no speech was heard"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"typed_text": "I think I might be pregnant", "app": "com.example.chat"},
        {"ime": {"composingText": "see you at eight"}},
        {"keyboard": {"committed_text": "my pin is in the drawer"}},
        {"clipboard": {"text": "x"}, "clipboardText": "Anna, Wiesenweg 12"},
        {"pasteboard": "Dear Anna, thank you"},
        {"assistant": {"dictatedText": "call my doctor tomorrow"}},
        {"events": [{"keystrokes": "i hate mondays"}]},
        {"keyboardInput": "where is the clinic"},
        {"clip_text": "wir sehen uns um acht"},
        {"textBeingTyped": "bin gleich da"},
        {"utterance_text": "what is a lump"},
    ],
)
def test_finds(see: See, body: object) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.confidence) == ("message.text", "x_message", Confidence.LIKELY)
