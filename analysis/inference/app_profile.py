"""What somebody is like, from the list of apps on the device."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Source

_LEAST: Final = 10  # apps


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = [item for item in evidence.today(evidence.of("app_list.installed")) if item.count() >= _LEAST]
    if found:
        apps = max(item.count() for item in found)
        words = {"when": evidence.when(found), "apps": str(apps)}
        yield Drawn(level=Level.VALUE, rests_on=found, words=words, n=apps)


INFERENCE: Final = Inference(
    name="app_profile",
    title="Who you are, by your apps",
    needs={"app_list.installed": "package names or link schemes of ten apps or more"},
    condition="A list of at least 10 apps in one message.",
    says="This data could let the recipient infer the owner's gender, income, religion, language, or that they "
    "have a partner or children: a list of {apps} apps was sent, at {when}.",
    cap=Level.VALUE,
    otherwise=(
        "The list is one that every device of this kind has.",
        "The device is shared, so the list is nobody's in particular.",
    ),
    remedy=(
        "Uninstall the app that sends the list, or block the recipient.",
        "Keep what nobody should know in a second profile (Android: work profile or private space).",
    ),
    sources=(
        Source(
            text="Religion, relationship, spoken language, parenthood: over 90 % precision for about 200 users.",
            where="Seneviratne et al. 2014",
            basis="P",
        ),
        Source(
            text="Gender in 82.3 % and income in 60.3 % of 3,760 users.",
            where="Malmi and Weber 2016",
            basis="S",
        ),
    ),
    infer=_infer,
)
