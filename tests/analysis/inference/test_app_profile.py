"""Ten apps of one list."""

from __future__ import annotations

from analysis.inference.app_profile import INFERENCE
from analysis.inferences import Level
from tests.inference_cases import concludes, days_ago, found, never, refuses, sent

APPS = "app_list.installed"
SENT = (sent("07:30", found(APPS, "42 apps", "x_installedApps", n=42)),)

test_a_list = concludes(
    INFERENCE, SENT,
    "the owner's gender, income, religion, language, or that they have a partner or children: a list of 42 "
    "apps was sent, at 07:30.",
    Level.VALUE,
)  # fmt: skip
test_what_does_not_count = never(INFERENCE, SENT, halves=False)
test_look_alikes = refuses(
    INFERENCE,
    {
        "nothing": (),
        "nine": (sent("07:30", found(APPS, "9 apps", n=9)),),
        "lists of five": (
            sent("07:30", found(APPS, "5 apps", n=5)),
            sent("07:31", found(APPS, "5 apps", n=5, digest="b")),
        ),
        "the app's own name": (sent("07:30", found("usage.app", "org.example", "appId")),),
        "no number": (sent("07:30", found(APPS, "42 apps")),),
        "perhaps": (sent("07:30", found(APPS, "42 apps", n=42, confidence="possible")),),
        "the day before": (sent("07:30", *SENT[0].findings, day=days_ago(1)),),
    },
)
