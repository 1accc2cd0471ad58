"""Addresses that everybody is told are nobody's; those of whoever signs in or writes are theirs."""

from __future__ import annotations

import pytest

from analysis.detectors.contact_address import DETECTOR

MAIL = "marta@lund.example"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"email_hint": MAIL}, "/x"),
        ({"phone_placeholder": "+49 151 23456789"}, "/x"),
        ({"phone": "+49 170 0000000"}, "/x"),
        ({"save_btn": "Save", "mail_error": f"Write to {MAIL}", "name_label": "Name"}, "/x"),
        ({"contact_text": MAIL}, "/i18n/de"),
        ({"notice": f"Copyright 2014 Marta Lund <{MAIL}>"}, "/x"),
        ({"text": f"Permission is hereby granted, free of charge, to any person. Write to {MAIL}."}, "/x"),
        ({"impressum": {"mail": MAIL, "tel": "+49 30 2345670"}}, "/x"),
        ({"podcast": {"owner": {"email": MAIL}}}, "/x"),
        ({"name": "leftfold", "version": "2.1", "license": "MIT", "author": {"email": MAIL}}, "/x"),
    ],
)
def test_finds_nothing_in(see, body, path) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"login_hint": MAIL}, "/x"),
        ({"owner": {"email": MAIL}}, "/x"),
        ({"author": {"email": MAIL, "version": "2.1"}}, "/x"),
        ({"label": MAIL}, "/x"),
        ({"text": f"From: me\nMy new address is {MAIL}, the old imprint is gone. See you on Sunday!"}, "/x"),
    ],
)
def test_finds_the_address_of_somebody(see, body, path) -> None:
    assert [item.value for item in see(DETECTOR, body, path=path)] == [MAIL]
