"""An address in one text, in the order of its country; other texts are none."""

from __future__ import annotations

import pytest

from analysis.whole_addresses import is_whole_address


@pytest.mark.parametrize(
    "text",
    [
        "Lindenstraße 5 50674 Köln",
        "Lindenstraße 5, 50674 Köln",
        "12 rue des Lilas, 69008 Lyon",
        "Mannerheimintie 44 B 12, 00260 Helsinki",
        "東京都渋谷区宇田川町13-8",
        "〒150-0042 東京都渋谷区宇田川町13-8",
        "上海市徐汇区漕溪北路 88 号 1204 室",
        "浙江省杭州市西湖区文三路138号",
        "서울특별시 중구 세종대로 110",
    ],
)
def test_an_address(text: str) -> None:
    assert is_whole_address(text, clear=False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Köln",
        "東京都",
        "上海市天气",
        "서울 날씨",
        "https://a.example/12, 50674 Köln",
        "Version 5 50674",
        "a" * 300,
        "路 5",
    ],
)
def test_other_texts(text: str) -> None:
    assert not is_whole_address(text, clear=False)


def test_only_a_house_and_its_street_where_the_name_says_so() -> None:
    assert is_whole_address("10 Downing Street, London", clear=True)
    assert not is_whole_address("10 Downing Street, London", clear=False)
