"""Owners, claims and edges of the catalogue: what is refused, with its line; hostile files in bounded time and memory."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.catalogue import Catalogue, CatalogueError, json_schema
from analysis.catalogue_file import read_catalogue
from tests.analysis.catalogue_text_minimal import MINIMAL

READ = "source: github.com/acme/docs x.md, read: 2026-11-25"


def _load(tmp_path: Path, text: str) -> Catalogue:
    path = tmp_path / "trackers.yaml"
    path.write_text(text, encoding="utf-8")
    return read_catalogue(path)


def _with(where: str, lines: str) -> str:
    """The small catalogue with something behind a line of it."""
    assert MINIMAL.count(where) == 1, where
    return MINIMAL.replace(where, where + lines)


ACME, ZETA, ONE = "    name: Acme\n", "    name: Zeta\n", "    name: One\n"
CONTACT_READ = "    contact_source: github.com/a/b contacts\n    contact_read: 2026-11-25\n"
CRAWL = "- {id: crawl, name: Crawl,"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (_with(ACME, "    investors: [{name: X, until: 2019}]\n"), 5, "investors[0]: expected a key 'source', got none"),
        (_with(ACME, "    investors: [{name: X, source: github.com/a/b}]\n"), 5, "expected a key 'read', got none"),
        (_with(ACME, f"    investors: [{{name: X, company: none, {READ}}}]\n"), 5, "expected a company's id, got 'none'"),
        (_with(ACME, f"    investors: [{{company: zeta, {READ}}}]\n"), 5, "expected a key 'name'"),
        (_with(ACME, f"    past_owners: [{{until: 2019, {READ}}}]\n"), 5, "expected either 'company', an id"),
        (_with(ACME, f"    past_owners: [{{name: X, company: zeta, {READ}}}]\n"), 5, "expected either 'company', an id"),
        (_with(ACME, f"    past_owners: [{{company: none, {READ}}}]\n"), 5, "expected a company's id, got 'none'"),
        (_with(ACME, "    opt_out: http://acme.example\n"), 5, "opt_out: expected text of the form"),
        (_with(ACME, "    delete_account: acme.example/gone\n"), 5, "delete_account: expected text of the form"),
        (_with(ACME, "    privacy_contact: http://acme.example\n"), 5, "expected an e-mail address, a page's"),
        (_with(ACME, "    privacy_contact: 'javascript://acme.example'\n"), 5, "expected an e-mail address, a page's"),
        (_with(ACME, "    privacy_contact: 'a@b@acme.example'\n"), 5, "expected an e-mail address, a page's"),
        (_with(ACME, "    privacy_contact: 'privacy@acme'\n"), 5, "expected an e-mail address, a page's"),
        (_with(ACME, "    privacy_contact: 'mailto:a@acme.example'\n"), 5, "expected an e-mail address, a page's"),
        (_with(ACME, '    privacy_contact: "Street\\u202e 1, Town"\n'), 5, "expected an e-mail address, a page's"),
        (_with(ACME, "    contact_read: 2026-11-25\n"), 3, "expected 'contact_source' and 'contact_read'"),
        (_with(ACME, CONTACT_READ), 3, "expected 'contact_source' beside a contact only"),
        (
            _with(ACME, "    opt_out: https://acme.example\n    contact_source: github.com/a/b\n"), 3,
            "expected 'contact_source' and 'contact_read'",
        ),
        (_with(ZETA, "    opt_out: https://z.example\n"), 8, "expected 'contact_source', for where the contact was read"),
        (_with(ZETA, "    legal_entity: Zeta Ltd\n"), 8, "expected 'contact_source', for where the contact was read"),
        (_with(ACME, "    parent: {company: acme, basis: common_knowledge}\n"), 5, "expected no circle of owners, got"),
        (_with(ONE, "    claims: [{kind: retention, says: kept}]\n"), 20, "claims[0]: expected a key 'source', got none"),
        (_with(ONE, f"    claims: [{{kind: spying, says: kept, {READ}}}]\n"), 20, "claims[0].kind: expected "),
        (_with(ONE, f"    claims: [{{kind: sale, answer: maybe, says: a, {READ}}}]\n"), 20, "claims[0].answer: expected "),
        (_with(ONE, f"    claims: [{{kind: sale, {READ}}}]\n"), 20, "expected a key 'says'"),
        (_with(ONE, "    feeds: [{dataset: crawl, says: it}]\n"), 20, "feeds[0]: expected a key 'source', got none"),
        (_with(ONE, f"    feeds: [{{says: it, {READ}}}]\n"), 20, "expected exactly one of 'company', 'dataset' and 'model'"),
        (_with(ONE, f"    feeds: [{{dataset: crawl, model: brush, says: it, {READ}}}]\n"), 20, "expected exactly one of"),
        (_with(ONE, f"    feeds: [{{dataset: brush, says: a, {READ}}}]\n"), 20, "expected the id of a dataset, got 'brush'"),
        (_with(ONE, f"    feeds: [{{company: none, says: it, {READ}}}]\n"), 20, "expected the id of a company, got 'none'"),
        (
            _with(ONE, f"    feeds: [{{model: brush, says: a, {READ}}}, {{model: brush, says: b, {READ}}}]\n"), 20,
            "feeds[1]: expected each edge once, got 'brush' again",
        ),
        (
            MINIMAL.replace(CRAWL, f"{CRAWL} feeds: [{{dataset: crawl, says: it, {READ}}}],"), 14,
            "expected an edge to something else, got 'crawl' itself",
        ),
        (MINIMAL.replace(CRAWL, "- {id: crawl, name: Crawl, company: none,"), 14, "expected a company's id, got 'none'"),
        (MINIMAL.replace(CRAWL, "- {id: crawl, name: Crawl, basis: common_knowledge,"), 14, "expected only known keys"),
        (MINIMAL.replace("  - {id: brush", f"  - {{id: zz, name: Z, {READ}}}\n  - {{id: brush"), 17, "ids in order"),
        (_with(ONE, "    first_party: no\n"), 20, "first_party: expected "),
        (MINIMAL.replace("cnames: [cloak.example]", "cnames: [a.example, a.example]"), 23, "got 'a.example' of 'one'"),
        (MINIMAL.replace("[one.example]", "[one.example, one.example]"), 22, "got 'one.example' of 'one'"),
        (MINIMAL.replace("^/v[0-9]{1,3}$", "^/.{0,9999}.{0,9999}.{0,9999}x$"), 28, "expected smaller quantifiers"),
        (MINIMAL + "---\nversion: 1\n", 46, "expected one document"),
        (MINIMAL.replace("name: Acme", "name: !!python/name:os.system x"), 4, "expected no YAML tag"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_file_and_line(
    tmp_path: Path, text: str, line: int, expected: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        _load(tmp_path, text)
    said = str(caught.value)
    assert said.startswith(f"trackers.yaml:{line}: "), said
    assert expected in said
    assert "\n" not in said


def test_everything_that_may_be_said_is_read(tmp_path: Path) -> None:
    text = _with(
        ACME,
        f"    investors: [{{name: Fund, since: 2016, until: 2019, {READ}}}, {{name: Zeta, company: zeta, {READ}}}]\n"
        f"    past_owners: [{{name: Old, until: 2010-05, {READ}}}, {{company: zeta, {READ}}}]\n"
        "    legal_entity: Acme Europe Ltd\n    opt_out: https://acme.example/out\n    website: https://acme.example\n"
        "    privacy_contact: privacy@acme.example\n",
    )
    text = text.replace(
        ZETA,
        f"{ZETA}    privacy_contact: Zeta GmbH, Straße 1, Köln\n    delete_account: https://z.example/x\n{CONTACT_READ}",
    )
    text = text.replace(
        ONE,
        f"{ONE}    first_party: true\n    claims: [{{kind: ai_training, answer: yes, says: it trains, {READ}}}]\n"
        f"    feeds: [{{dataset: crawl, says: crawled, until: 2020, {READ}}}, {{company: zeta, says: sold, {READ}}}]\n",
    )
    text = text.replace(CRAWL, f"{CRAWL} feeds: [{{model: brush, says: trained, {READ}}}],")
    found = _load(tmp_path, text)
    acme, one = found.companies["acme"], found.trackers["one"]
    assert [(one.name, one.company, one.since, one.until) for one in acme.investors] == [
        ("Fund", "", "2016", "2019"), ("Zeta", "zeta", "", ""),
    ]  # fmt: skip
    assert [(one.name, one.company, one.until) for one in acme.past_owners] == [
        ("Old", "", "2010-05"),
        ("", "zeta", ""),
    ]
    assert (acme.legal_entity, acme.opt_out) == ("Acme Europe Ltd", "https://acme.example/out")
    assert (acme.privacy_contact, acme.contact_source) == ("privacy@acme.example", "")
    zeta = found.companies["zeta"]
    assert (zeta.privacy_contact, zeta.delete_account) == ("Zeta GmbH, Straße 1, Köln", "https://z.example/x")
    assert (zeta.contact_source, zeta.contact_read) == ("github.com/a/b contacts", "2026-11-25")
    assert one.first_party
    assert [(claim.kind, claim.answer, claim.read) for claim in one.claims] == [
        ("ai_training", "yes", "2026-11-25")
    ]
    assert [(feed.kind, feed.to, feed.until) for feed in one.feeds] == [
        ("dataset", "crawl", "2020"),
        ("company", "zeta", ""),
    ]
    assert found.datasets["crawl"].feeds[0].to == "brush"
    assert (found.models["brush"].company, found.models["brush"].released) == ("zeta", "2022-08")
    assert found.cloaked("a.cloak.example") == one
    assert {"ClaimShape", "FeedShape", "InvestorShape", "PastOwnerShape", "RecipientShape"} <= set(
        json_schema()["$defs"]
    )


def test_edges_may_form_a_circle_of_several(tmp_path: Path) -> None:
    text = MINIMAL.replace(CRAWL, f"{CRAWL} feeds: [{{model: brush, says: trained, {READ}}}],")
    text = text.replace(
        "- {id: brush,", f"- {{id: brush, feeds: [{{dataset: crawl, says: crawled again, {READ}}}],"
    )
    assert _load(tmp_path, text).models["brush"].feeds[0].to == "crawl"


def test_a_tenant_is_never_its_hosts_owner(tmp_path: Path) -> None:
    found = _load(tmp_path, MINIMAL)
    tenant, owner = found.resolve("d1.cloudfront.net"), found.resolve("cloudfront.net")
    assert (tenant.certainty, owner.certainty) == ("uncertain", "certain")
    assert tenant.tracker is owner.tracker is found.trackers["two"]
    assert found.tracker_for("d1.cloudfront.net") is None
    assert found.tracker_for("notcloudfront.net") is None
    listed = MINIMAL.replace("[one.example]", "[one.example, d1.cloudfront.net]")
    named = _load(tmp_path, listed).resolve("x.d1.cloudfront.net")
    assert (named.certainty, named.matched) == ("certain", "d1.cloudfront.net")


def test_answers_are_remembered_within_bounds(tmp_path: Path) -> None:
    found = _load(tmp_path, MINIMAL)
    for number in range(40_000):
        found.resolve(f"h{number}.one.example")
    assert len(found.answered) < 33_000
    found.resolve("x" * 100_000)
    assert "x" * 100_000 not in found.answered


COMPANY = "  - {{id: c{:07d}, name: A, country: US, basis: common_knowledge{}}}\n"
MIB8 = (8 << 20) - 100
HEAD = 'version: "2026-11-25"\ncompanies:\n'
TAIL = "trackers: []\n"
SIXTEEN = ", ".join(["s"] * 16)
HOSTILE = {
    "anchors that explode": "a: &a [x]\n" + "".join(
        f"k{n}: &k{n} [{','.join(['*a' if n == 0 else f'*k{n - 1}'] * 9)}]\n" for n in range(30)
    ),
    "keys that explode": "a: &a [x]\n? [*a, *a]\n: 1\n",
    "a cycle": "a: &a [*a]\n",
    "a mapping as its own key": "&a {*a : 1}\n",
    "a list as a key": "? [x]\n: 1\n",
    "one long scalar, many aliases": "version: &a '" + "x" * (MIB8 // 2) + "'\ncompanies: [" + "*a," * (MIB8 // 8) + "]\n",
    "open brackets": "a: " + "[" * (MIB8 - 10),
    "open braces": "a: " + "{a: " * (MIB8 // 5),
    "dashes": "- " * (MIB8 // 2),
    "indentation": "\n".join(" " * level + "a:" for level in range(3_000)),
    "a line of question marks": "a: " + "? " * (MIB8 // 2 - 5),
    "many empty entries": HEAD + "  - {}\n" * (MIB8 // 7 - 10),
    "many wrong entries": HEAD + "  - {id: X}\n" * 60_000 + TAIL,
    "many keys": "".join(f"k{n}: 1\n" for n in range(500_000)),
    "a long chain of owners": HEAD + "".join(
        COMPANY.format(n, f", parent: {{company: c{n + 1:07d}, basis: common_knowledge}}") for n in range(20_000)
    ) + COMPANY.format(20_000, "") + TAIL,
    "a quote that never ends": 'a: "' + "\n" * (MIB8 - 10),
    "nothing but zeros": "\0" * MIB8,
    "too big": "#" * (9 << 20),
    "a name without end": HEAD + COMPANY.format(1, "").replace("name: A", "name: " + "A" * 5_000_000) + TAIL,
    "sets upon sets": HEAD[:-11] + "companies: []\nfield_sets:\n  - {id: s, source: github.com/a/b, read: 2026-11-25, "
    "fields: ["
    + "{path: 'json:$.a', category: usage.app, property: appId, reasoning: so}," * 4_000 + "]}\ntrackers:\n  - id: t\n"
    "    name: T\n    company: c\n    purposes: [crash]\n    hosts: [a.example]\n    endpoints:\n"
    + "".join(f"      - {{id: t/e{n}, hosts: [a.example], path: ^/$, sets: [{SIXTEEN}]}}\n" for n in range(900))
    + "    basis: common_knowledge\n    last_verified: 2026-11-25\n    examples: {match: [https://a.example/], skip: "
    "[https://b.example/]}\n",
}  # fmt: skip
PROGRAM = """
import resource, sys
from pathlib import Path
from analysis.catalogue import CatalogueError
from analysis.catalogue_file import read_catalogue
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
before = resource.getrusage(resource.RUSAGE_SELF)
try:
    read_catalogue(Path(sys.argv[1]))
    print("it was read")
except CatalogueError as error:
    print(error)
after = resource.getrusage(resource.RUSAGE_SELF)
print((after.ru_maxrss - before.ru_maxrss) >> 10)
"""


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_one_line_in_bounded_time_and_memory(tmp_path: Path, text: str) -> None:
    path = tmp_path / "trackers.yaml"
    path.write_text(text)
    begun = time.monotonic()
    command = [sys.executable, "-c", PROGRAM, str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert answer.returncode == 0, answer.stderr[-500:]
    said, megabytes = answer.stdout.splitlines()
    assert said.startswith("trackers.yaml:")
    assert len(said) < 2_000
    assert int(megabytes) < 600
    assert time.monotonic() - begun < 60
