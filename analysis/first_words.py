"""What is seen for the first time, in words: an alert, the digest and the pages say it alike.

A watch's data that left through the phone is told by way of the phone. That is an inference from the host (``wearables``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from analysis.category_words import category_words, sensitive_words
from analysis.device_kind_words import by_way_of, from_device
from analysis.query_records import Company, First
from analysis.wearables import app_of, wearables
from analysis.wording import N_, Words, parts, tr

SENSITIVE: Final = "category:"  # what stands in for the host of a sensitive category
_WORN: Final = ("health", "fitness")
_FROM_WORN: Final = Words(
    {
        "watch": "from the watch", "band": "from the band", "ring": "from the ring", "Apple Watch": "from the Apple Watch",
        "watch or band": "from the watch or band", "watch or scale": "from the watch or scale",
    }
)  # fmt: skip


def first_parts(
    first: First, companies: Mapping[str, Company], names: Mapping[str, str], watches: Collection[str]
) -> list[tuple[object, bool]]:
    """The words in pieces, each with whether it is one of the facts (``wording.parts``); neither capital nor full stop.

    ``names`` of devices by their ids; ``watches`` are the ids of those that are watches themselves.
    """
    company = companies.get(first.company)
    blanks = {
        "recipient": company.name if company else first.company or _host_words(first.host),
        "country": f" ({company.country})" if company and company.country else "",
        "source": source_words(first, names, watches),
    }
    if not first.category:
        return parts(N_("first contact with **{recipient}**{country}, {source}"), **blanks)
    what = category_words(first.category)
    return parts(N_("**{what}** went {source} to **{recipient}**{country}"), what=what, **blanks)


def first_words(
    first: First, companies: Mapping[str, Company], names: Mapping[str, str], watches: Collection[str]
) -> str:
    """The same as plain text."""
    return "".join(str(text) for text, _ in first_parts(first, companies, names, watches))


def source_words(first: First, names: Mapping[str, str], watches: Collection[str]) -> str:
    """From which device. What a watch measured leaves through the phone: the host of the watch's own app tells it."""
    known = names.get(first.device)
    if not known:
        return tr("from a device that is not enrolled")
    worn = first.category.partition(".")[0] in _WORN and first.device not in watches
    app = app_of(first.host) if worn else ""
    if not app:
        return from_device(known)
    what = next(one.what for one in wearables() if one.id == app)
    return tr(
        "{source}, {way} (as the address shows),", source=_FROM_WORN.get(what, what), way=by_way_of(known)
    )


def _host_words(host: str) -> str:
    """A host; of a sensitive one only its category was kept, which stands here in words."""
    _, is_category, category = host.partition(SENSITIVE)
    return sensitive_words(category) if is_category else host or tr("an unnamed host")
