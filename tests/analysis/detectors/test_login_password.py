"""Short and foreign names are a password beside who logs in, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.login_password import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"identifiant": "lucf", "mdp": "Soleil#2026"},
        {"usuario": "ana", "clave": "gatogris22"},
        {"yonghu": "li", "mima": "chun2026jie"},
        {"utente": "ada", "parola": "settembre9"},
    ],
)
def test_finds_a_password_and_keeps_nothing_of_it(see: See, body: dict[str, str]) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.value) == ("credential.secret", "(secret)")


@pytest.mark.parametrize(
    "body",
    [
        {"parola": "serendipità", "significato": "caso"},
        {"productos": [{"clave": "A-1182", "nombre": "Tornillo"}]},
        {"usuario": "ana", "clave": "dos palabras"},
        {"labels": {"usuario": "Usuario", "clave": "Clave"}},
        {"user": "x", "mdp": "abc"},
        {"user": "x", **{f"f{at}": at for at in range(12)}, "mdp": "Soleil#2026"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []
