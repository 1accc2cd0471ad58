"""What the address of a message says of its values, and what it does not."""

from __future__ import annotations

import pytest

from analysis.sent_names import SAYS_NOTHING, is_command, topic_names, topic_of, topic_steps


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("body>json:$.a", ()),
        ("body>mqtt:home/living/temperature", ("temperature", "living")),
        ("body>mqtt:esphome/node-7/sensor/kitchen_temperature/state", ("kitchen_temperature", "node-7")),
        ("body>mqtt:$SYS/uptime>json:$", ()),
        ("body>mqtt:gw/4411/9f3a>json:$.v", ("gw",)),
    ],
)
def test_the_telling_steps_of_a_topic(path, names) -> None:
    assert topic_names(path) == names


def test_a_topic_ends_where_the_payload_begins() -> None:
    assert topic_of("body>mqtt:a/b>json:$.c") == "a/b"
    assert topic_steps("body>mqtt:a/b[1]>json:$.c") == ("a", "b")
    assert topic_steps("body>json:$") == ()


def test_commands_are_wishes() -> None:
    assert is_command("body>mqtt:home/temperature/set")
    assert is_command("body>mqtt:cmnd/lamp/POWER")
    assert not is_command("body>mqtt:home/settings/temperature")
    assert not is_command("body>json:$.set")


def test_verbs_say_nothing() -> None:
    assert SAYS_NOTHING["records"]
    assert SAYS_NOTHING["value"]
    assert not SAYS_NOTHING["gyroscope"]
