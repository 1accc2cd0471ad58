"""A User-Agent tells platform and model, or nothing; an app's version never makes two of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.user_agents import platform_of


@pytest.mark.parametrize(
    ("agent", "platform"),
    [
        ("Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 Chrome/116 Mobile", "Android, Pixel 7"),
        ("Dalvik/2.1.0 (Linux; U; Android 9; SM-T510 Build/PPR1.180610.011)", "Android, SM-T510"),
        ("Dalvik/1.6.0 (Linux; U; Android 4.4; de-de; GT-I9195 Build/KOT49H)", "Android, GT-I9195"),
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Mobile", "Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605", "iPhone"),
        ("Instagram 300.0 (iPhone15,2; iOS 17_5; en_GB)", "iPhone15,2"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605", "Mac"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Windows"),
        ("Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit", "Web0S"),
        ("com.apple.AppStore/3.0 watchOS/10.1 build/21S71", "Apple Watch"),
    ],
)  # fmt: skip
def test_the_platform_is_read(agent: str, platform: str) -> None:
    assert platform_of(agent) == platform


@pytest.mark.parametrize(
    "agent", ["okhttp/4.9.3", "curl/8.5.0", "", "MyApp/1.0 CFNetwork/1490 Darwin/23.5.0", "Androidish/1"]
)  # fmt: skip
def test_what_tells_no_platform_tells_none(agent: str) -> None:
    assert platform_of(agent) == ""


@given(st.text(max_size=1000))
def test_any_text_is_a_user_agent(agent: str) -> None:
    assert len(platform_of(agent)) <= 60
