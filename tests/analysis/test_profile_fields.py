"""Which values are believed of the fields that tell of a person."""

from __future__ import annotations

import pytest

from analysis.profile_fields import PROFILE_FIELDS


def believed(name: str, value: str) -> bool:
    found = PROFILE_FIELDS.find((name,))
    return found is not None and found[0].shape(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("birthday", "03/14"), ("BIRTHDAY", "14.03."), ("bday", "--03-14"), ("birthday", "1979-11-02"), ("yob", "1979"),
     ("religionsbekenntnis", "evangelisch A.B."), ("Konfession", "katholisch"), ("staatsangehörigkeit", "kroatisch"),
     ("gender", "divers"), ("user_age", "34")],
)  # fmt: skip
def test_believed(name: str, value: str) -> None:
    assert believed(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("birthday", "3.14159"), ("birthday", "14"), ("birthday", "32.13."), ("birthday", "13/32"), ("birthday", "reminder"),
     ("konfession", "none"), ("religion", "true"), ("gender", "all"), ("user_age", "0"),
     ("confession", "katholisch")],
)  # fmt: skip
def test_not_believed(name: str, value: str) -> None:
    assert not believed(name, value)
