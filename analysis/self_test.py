"""The self-test: sends made-up data through the running proxy to a stand-in, and says what of it was recognised."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy.exc import DBAPIError

from analysis.devices import DeviceDirectory, decisions
from analysis.journal_ends import ends
from analysis.records import Address, utc_now
from analysis.self_test_data import Sample, samples
from analysis.self_test_delivery import Delivery, deliver, reachable
from analysis.self_test_evidence import Evidence, await_events, traces
from analysis.self_test_gate import SelfTestBusy, announcement, turn
from analysis.self_test_result import KindResult, Seen, SelfTestResult
from analysis.self_test_stand_in import NoAuthority, Received, StandIn, stand_in
from analysis.settings import Home
from analysis.status import lives, read_all
from analysis.wording import tr

PATIENCE: Final = 15.0  # seconds until a message that was sent should be in the ledger
_DOCTOR: Final = "'leakledger doctor'"
_ENROL: Final = "leakledger devices add 'this machine' --kind computer --ip 127.0.0.1 --ip ::1"
BRIEF: Final = 2.0  # seconds to wait where nothing can come: for the journal alone


class Obstacle(msgspec.Struct, frozen=True, kw_only=True):
    """Why the self-test cannot begin, and what to do."""

    problem: str
    todo: str


def run(home: Home, patience: float = PATIENCE) -> SelfTestResult:
    """Run the self-test against the home's running proxy and analyst; ``patience`` in seconds. Never raises for a fault
    of the installation: it is the result. At most one runs at a time."""
    number, now = secrets.token_hex(6), utc_now()
    prepared = samples(now)
    try:
        proxy = _permitted_proxy(home, now)
        if isinstance(proxy, Obstacle):
            return _not_run(number, prepared, proxy)
        with turn(home.run_dir), stand_in(home.ca_dir / "mitmproxy-ca.pem") as recipient:
            return _run(home, _Trial(number, now, proxy, patience), prepared, recipient)
    except (SelfTestBusy, NoAuthority) as error:
        return _not_run(number, prepared, Obstacle(problem=str(error), todo=_start(home)))
    except (OSError, sqlite3.Error, DBAPIError, msgspec.DecodeError) as error:
        words = str(error).partition("\n")[0]
        todo = tr("{command} says what is wrong with this installation", command=_DOCTOR)
        problem = tr("this home cannot be used ({why})", why=words[:200])
        return _not_run(number, prepared, Obstacle(problem=problem, todo=todo))


class _Trial(msgspec.Struct, frozen=True):
    """One run: its number, when it began, the proxy's address, and how long to wait."""

    number: str
    began: datetime
    proxy: tuple[str, int]
    patience: float

    @property
    def prefix(self) -> str:
        return f"/self-test/{self.number}/"


def _run(home: Home, trial: _Trial, prepared: Sequence[Sample], recipient: StandIn) -> SelfTestResult:
    started = time.monotonic()
    before = {writer: end.seq for writer, end in ends(home.journal_dir).items()}
    messages = [(trial.prefix + sample.kind, sample) for sample in prepared]
    with announcement(home.run_dir, recipient.port):
        delivered = deliver(messages, trial.proxy, home.ca_certificate)
    opened = sum(not item.failure and item.certificate != recipient.fingerprint for item in delivered)
    analyst = any(status.name == "analyst" and lives(status, utc_now()) for status in read_all(home))
    patience = trial.patience if opened and analyst else min(trial.patience, BRIEF)
    events = await_events(home, trial.prefix, trial.began, opened, patience)
    seconds = time.monotonic() - started
    evidence = Evidence(
        events=events, analyst=analyst, key=home.key(), traces=traces(home, before, trial.prefix)
    )
    kinds = tuple(_judge(item, recipient, evidence, trial.patience) for item in delivered)
    return SelfTestResult(
        run=trial.number,
        kinds=kinds,
        proxy=f"{trial.proxy[0]} port {trial.proxy[1]}",
        seconds=seconds,
        todo=_todo(home, delivered, opened, evidence, kinds),
    )


def _judge(delivery: Delivery, recipient: StandIn, evidence: Evidence, patience: float) -> KindResult:
    """What became of one message, and where it ended if it was not recognised."""
    sample, received = delivery.sample, recipient.received.get(delivery.path)
    seen, why = _looked_at(delivery, recipient, evidence, patience)
    return KindResult(
        kind=sample.kind,
        title=sample.title,
        sent=sample.sent,
        recognised=not why,
        why=why,
        seen=seen,
        unaltered=None if received is None else _is_unaltered(sample, received),
    )


def _looked_at(
    delivery: Delivery, recipient: StandIn, evidence: Evidence, patience: float
) -> tuple[tuple[Seen, ...], str]:
    event = evidence.events.get(delivery.path)
    if event is not None:
        return evidence.findings(event, delivery.sample.wanted)
    if delivery.failure:
        return (), "; ".join(dict.fromkeys((delivery.failure, *recipient.refused[-1:])))
    if delivery.certificate == recipient.fingerprint:
        reason = evidence.traces.reason
        passed = tr("the proxy passed it through without opening it")
        return (), f"{passed}: {reason}" if reason else passed
    if delivery.path not in recipient.received:
        return (), tr("the proxy answered, but the stand-in did not receive it")
    if delivery.path not in evidence.traces.journalled:
        return (), tr("the proxy relayed it, but did not journal it")
    if not evidence.analyst:
        return (), tr("it is journalled, but not analysed yet: the analyst is not running")
    waited = f"{patience:.0f}"
    return (), tr(
        "it is journalled, but not analysed yet, after {seconds} s: the analyst lags", seconds=waited
    )


def _is_unaltered(sample: Sample, received: Received) -> bool:
    sent = (sample.content_type, sample.content_encoding, sample.body)
    return sent == (received.content_type, received.content_encoding, received.body)


def _start(home: Home) -> str:
    return tr(
        "start the audit with {command}, and run the self-test again while it runs",
        command=f"'leakledger run{home.option}'",
    )


def _todo(
    home: Home, delivered: Sequence[Delivery], opened: int, evidence: Evidence, kinds: Sequence[KindResult]
) -> str:
    if all(item.recognised and item.unaltered for item in kinds):
        return ""
    if any("did not sign" in item.failure for item in delivered):
        return tr("the proxy still uses an earlier certificate: stop leakledger and start it again")
    if any(item.failure for item in delivered):
        return _start(home)
    if not opened:
        return tr(
            "what it says above is why; {command} checks the rest. Try again in ten minutes", command=_DOCTOR
        )
    if not evidence.analyst:
        return _start(home)
    return tr("run it again; {command} says whether a part lags or fails", command=_DOCTOR)


def _permitted_proxy(home: Home, now: datetime) -> tuple[str, int] | Obstacle:
    """The running proxy, where this machine's traffic may be opened by it."""
    proxy = _proxy(home, now)
    return proxy if isinstance(proxy, Obstacle) else _consent(home, proxy, now) or proxy


def _proxy(home: Home, now: datetime) -> tuple[str, int] | Obstacle:
    """Where the home's running proxy listens."""
    statuses = [status for status in read_all(home) if status.name.startswith("proxy")]
    alive = [status for status in statuses if lives(status, now)]
    if not alive:
        return Obstacle(problem=tr("the recording proxy is not running"), todo=_start(home))
    recording = [status for status in alive if status.state == "running"]
    if not recording:
        why = alive[0].message or tr("it does not say why")
        return Obstacle(
            problem=tr("the proxy runs, but does not record ({why})", why=why),
            todo=tr("{command} says more", command=_DOCTOR),
        )
    listens = next((status.listens[0] for status in recording if status.listens), None)
    return listens or (home.settings.proxy_listen, home.settings.proxy_port)


def _consent(home: Home, proxy: tuple[str, int], now: datetime) -> Obstacle | None:
    """This machine's traffic is opened only if its owner wants it."""
    source = "::1" if ":" in reachable(proxy)[0] else "127.0.0.1"
    device = DeviceDirectory(decisions(home)).resolve((Address(kind="ip", value=source),), now)
    if device is None:
        return Obstacle(
            problem=tr("this machine is not enrolled, so nothing that it sends may be opened"),
            todo=tr("enrol it with: {command}", command=f"{_ENROL}{home.option}"),
        )
    if device.mode != "open":
        return Obstacle(
            problem=tr(
                "{device} is only observed, so nothing that it sends may be opened", device=device.name
            ),
            todo=tr(
                "let it be opened with: {command}",
                command=f"leakledger devices mode '{device.name}' open{home.option}",
            ),
        )
    return None


def _not_run(number: str, prepared: Sequence[Sample], obstacle: Obstacle) -> SelfTestResult:
    kinds = tuple(
        KindResult(
            kind=item.kind, title=item.title, sent=item.sent, recognised=False, why=tr("it was not sent")
        )
        for item in prepared
    )
    return SelfTestResult(run=number, kinds=kinds, problem=obstacle.problem, todo=obstacle.todo)
