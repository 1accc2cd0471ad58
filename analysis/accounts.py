"""Log-ins of the people of the house: a code that the owner hands over, then a password that only the person knows."""

from __future__ import annotations

import hashlib
import secrets
import time
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from analysis.errors import UserFault
from analysis.people import Person, allow_login, people, person_named
from analysis.settings import Home, write_private
from analysis.wording import tr

CODE_SECONDS: Final = 7 * 24 * 3600  # for which a handed-over code works
SHORTEST: Final = 10  # characters of a password
LONGEST: Final = 200
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"


class UnusableAccounts(UserFault):
    """The file with the log-ins cannot be read; the text is one line that says what to do."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a log-in: an argon2id hash. ``once``: of a code, which ends at ``until`` (s since 1970)."""

    hash: str
    once: bool = False
    until: int = 0


def path_of(home: Home) -> Path:
    """The file with the log-ins (mode 0600)."""
    return home.root / "accounts.json"


def accounts(home: Home) -> dict[str, Account]:
    """Person id to log-in. A file that cannot be read lets nobody in."""
    try:
        return _kept(home)
    except UnusableAccounts:
        return {}


def _kept(home: Home) -> dict[str, Account]:
    """The same for whoever changes them: a file that cannot be read stays as it is, for it holds the others' log-ins."""
    path = path_of(home)
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Account])
    except FileNotFoundError:
        return {}
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnusableAccounts(
            f"{path} is spoilt, so that nobody but the owner can log in ({error}); nothing was changed in it. Mend it or"
            " bring it back from a copy; or move it away and give everybody a new code with 'people login NAME'"
        ) from None


def hand_over(home: Home, name: str) -> tuple[Person, str]:
    """Make a code with which a person logs in once and then chooses a password. It is known only here and now.

    An earlier log-in ends. Raises ``UnusablePerson`` and ``UnusableAccounts``.
    """
    known = _kept(home)
    person = allow_login(home, person_named(home, name), login=True)
    code = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
    held = Account(hash=PasswordHasher().hash(code), once=True, until=int(time.time()) + CODE_SECONDS)
    _write(home, known | {person.id: held})
    return person, code


def revoke(home: Home, name: str) -> Person:
    """End a person's log-in, and every session of theirs. Raises ``UnusablePerson``.

    The end holds by the journal also where this raises ``UnusableAccounts``.
    """
    person = person_named(home, name)
    ended = allow_login(home, person, login=False)
    _write(home, {id: one for id, one in _kept(home).items() if id not in (person.id, ended.id)})
    return ended


def who_is(home: Home, name: str, given: str) -> tuple[Person, Account] | None:
    """The person whose name and password (or code) these are; None for any other, which takes as long."""
    known = accounts(home)
    person = next(
        (item for item in people(home) if item.login and item.name.lower() == name.strip().lower()), None
    )
    held = known.get(person.id) if person is not None else None
    try:
        PasswordHasher().verify(held.hash if held is not None else _nobody(), given.strip())
    except (VerificationError, InvalidHashError):  # the latter of a file that was spoilt
        return None
    if person is None or held is None or (held.once and time.time() > held.until):
        return None
    return person, held


@cache
def _nobody() -> str:
    """Verified where there is no such person, so that the time an answer takes does not tell who has a log-in."""
    return PasswordHasher().hash(secrets.token_hex(16))


def choose(home: Home, person_id: str, password: str) -> str:
    """Keep a person's own password; why not, in a sentence, where it cannot be, else ``""``."""
    clean = password.strip()
    if not SHORTEST <= len(clean) <= LONGEST:
        return tr("A password has {least} to {most} characters.", least=SHORTEST, most=LONGEST)
    known = accounts(home)
    if person_id not in known:
        return tr("This log-in has ended.")
    _write(home, known | {person_id: Account(hash=PasswordHasher().hash(clean))})
    return ""


def holder(home: Home, person_id: str, fingerprint: str) -> tuple[Person, Account] | None:
    """Whose session it is; None where the log-in ended, the person is gone, or the password has changed since."""
    held = accounts(home).get(person_id)
    if held is None or not secrets.compare_digest(fingerprint_of(held), fingerprint):
        return None
    person = next((item for item in people(home) if item.id == person_id and item.login), None)
    return (person, held) if person is not None else None


def fingerprint_of(held: Account) -> str:
    """Changes with the password, and ends every session then."""
    return hashlib.sha256(held.hash.encode()).hexdigest()[:32]


def _write(home: Home, known: dict[str, Account]) -> None:
    write_private(path_of(home), msgspec.json.encode(known, order="deterministic").decode())
