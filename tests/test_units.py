"""One standard for every unit and every file, found by directory; nothing here names a unit."""

from __future__ import annotations

import ast
import re
import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import registry
from analysis.inferences import PREFIX, TRAFFIC, Contact, Datum, Evidence, Inference, Level, Scope
from analysis.payload import Blob, Context, Group, Leaf, Payload, Scalar, Series
from analysis.records import Confidence, Measures, Observation, Transmission
from analysis.units import HINTED, Decoder, Detector, Importer, Part

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGES = ("analysis", "proxy_addons", "dashboard")
UNIT_FOLDERS = (
    "analysis/decoders",
    "analysis/detectors",
    "analysis/inference",
    "dashboard/pages",
    *(f"{package}/{kind}" for package in PACKAGES for kind in ("importers", "commands")),
)
KINDS = frozenset({
    "sensor", "audio", "location", "photo", "health", "fitness", "identifier", "contact", "message", "app_list", "usage",
    "browsing", "profile", "device_state", "network_address", "diagnostics", "finance", "consent_state", "credential",
    "opaque",
})  # fmt: skip
UNMAPPED_KINDS = frozenset(
    {"opaque", "credential", "consent_state"}
)  # other taxonomies have no word for these
MAX_FILE = 300  # lines
MAX_FUNCTION = 60


def listed(*patterns: str) -> list[Path]:
    """The files that git keeps, or would keep, and that match; without git, all that are there."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    answer = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if answer.returncode == 0:
        names = answer.stdout.split("\n")
    else:
        names = [
            str(path.relative_to(REPOSITORY))
            for pattern in patterns or ("*",)
            for path in REPOSITORY.rglob(pattern)
            if not any(part.startswith(".") for part in path.relative_to(REPOSITORY).parts)
        ]
    return sorted({REPOSITORY / name for name in names if name and (REPOSITORY / name).is_file()})


def name_of(item: object) -> str:
    return str(item.relative_to(REPOSITORY)) if isinstance(item, Path) else str(getattr(item, "name", item))


SOURCES = [path for path in listed("*.py") if path.relative_to(REPOSITORY).parts[0] != "tests"]
UNITS = [
    path
    for path in SOURCES
    if path.parent.relative_to(REPOSITORY).as_posix() in UNIT_FOLDERS and path.name != "__init__.py"
]
COMMANDS = [path for path in UNITS if path.parent.name == "commands"]


# -- every file ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_file_says_in_one_line_what_it_is_for_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    first = (ast.get_docstring(tree) or "").splitlines()[:1]
    assert first, "no module docstring"
    assert first[0].strip(), "the module docstring starts with an empty line"
    assert first[0].rstrip().endswith((".", ";", ":")), f"not a sentence: {first[0]!r}"
    assert text.count("\n") <= MAX_FILE
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MAX_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_error_is_swallowed(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert not (len(node.body) == 1 and isinstance(node.body[0], ast.Pass)), f"line {node.lineno}"


def test_no_file_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "common", "helpers", "helper", "misc"}
    assert [name_of(path) for path in listed("*.py") if path.stem in nothing] == []


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name == "__init__.py"], ids=name_of)
def test_an_init_file_holds_only_its_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


def test_the_tests_have_no_init_files_that_would_shadow_the_packages() -> None:
    assert [name_of(path) for path in listed("tests/**/__init__.py", "tests/__init__.py")] == []


def test_nothing_names_a_package_registry_or_a_path_of_a_developers_machine() -> None:
    registries = (
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "npmjs" + ".org",
        "deb.debian" + ".org",
        "file" + ":///opt",
    )
    homes = (
        r"/(?:work/(?:main|shared|\.library)|root/\.|Users/[a-z]|home/(?!pi\b|leakledger\b|user\b)[a-z]+/)"
    )
    forbidden = re.compile("|".join([*map(re.escape, registries), homes]))
    found = [
        f"{name_of(path)}: {match.group()}"
        for path in listed()
        if path.stat().st_size < 2_000_000 and path != Path(__file__).resolve()
        for match in forbidden.finditer(path.read_bytes().decode("utf-8", "replace"))
    ]
    assert found == []


# -- every unit ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", UNITS, ids=name_of)
def test_a_unit_has_its_mirrored_test_file(path: Path) -> None:
    relative = path.relative_to(REPOSITORY)
    mirrored = REPOSITORY / "tests" / relative.with_name(f"test_{path.name}")
    assert mirrored.is_file(), f"write {mirrored.relative_to(REPOSITORY)}"
    assert re.search(r"(?m)^(?:def )?test_\w+", mirrored.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", UNITS, ids=name_of)
def test_a_unit_imports_no_other_unit_of_its_folder(path: Path) -> None:
    siblings = {entry.stem for entry in path.parent.glob("*.py")} - {path.stem, "__init__"}
    package = ".".join(path.parent.relative_to(REPOSITORY).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
            assert not names & {f"{package}.{sibling}" for sibling in siblings}, f"line {node.lineno}"


def test_the_registry_finds_every_unit_of_the_tree() -> None:
    in_folder = {folder: [p for p in UNITS if name_of(p.parent) == folder] for folder in UNIT_FOLDERS}
    importers = sum(len(in_folder[f"{package}/importers"]) for package in PACKAGES)
    assert len(registry.decoders()) == len(in_folder["analysis/decoders"])
    assert len(registry.detectors()) == len(in_folder["analysis/detectors"])
    assert len(registry.inferences()) == len(in_folder["analysis/inference"])
    assert len(registry.importers()) == importers
    assert len(registry.command_modules()) == len(COMMANDS)


def test_no_two_units_have_one_name() -> None:
    every: list[tuple[Decoder | Detector | Inference | Importer, ...]] = [
        registry.decoders(),
        registry.detectors(),
        registry.inferences(),
        registry.importers(),
    ]
    for units in every:
        assert len({unit.name for unit in units}) == len(units)
    rules = [rule for detector in registry.detectors() for rule in detector.rules]
    assert sorted(set(rules)) == sorted(rules), "two detectors have a rule of the same name"


# -- detectors ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("detector", registry.detectors(), ids=name_of)
def test_a_detector_explains_its_rules_and_maps_its_categories(detector: Detector) -> None:
    assert detector.version >= 1
    assert detector.rules
    for rule, meaning in detector.rules.items():
        assert re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", rule), rule
        assert len(meaning.split()) >= 4, f"{rule}: {meaning!r} explains nothing"
        assert meaning[-1] == ".", f"{rule}: not a sentence"
    assert detector.categories
    for category, mapped in detector.categories.items():
        kind, _, sub = category.partition(".")
        assert kind in KINDS, f"{category}: no such kind in the design"
        assert sub == "" or re.fullmatch(r"[a-z0-9_]+", sub), category
        says = (mapped.google, mapped.apple, mapped.dpv, mapped.tcf)
        assert any(says) or kind in UNMAPPED_KINDS, f"{category} has no mapping"


NAMES = st.sampled_from([
    "", "lat", "latitude", "lng", "lon", "location", "coords", "battery", "level", "accelerometer", "gyro", "x", "y", "z",
    "lux", "light", "pressure", "steps", "goal", "heart_rate", "bpm", "email", "phone", "advertising_id", "idfa", "mac",
    "bssid", "wifi", "imei", "audio", "photo", "image", "timezone", "locale", "os", "model", "carrier", "local_ip", "0",
])  # fmt: skip
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=60),
    st.from_regex(r"-?[0-9]{1,3}\.[0-9]{0,9}", fullmatch=True),
    st.from_regex(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}", fullmatch=True),
    st.from_regex(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", fullmatch=True),
    st.from_regex(r"[0-9]{15}", fullmatch=True),
)
CONTEXTS: st.SearchStrategy[Context] = st.sampled_from(("body", "query", "header", "cookie", "path"))
MEDIA_HEADS = st.sampled_from([
    b"", b"\xff\xd8\xff\xe1\x00\x10Exif\0\0", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\xff\xff\xffWEBP", b"RIFF\0\0\0\0WAVEfmt ",
    b"OggS\0\2", b"fLaC\0\0\0\x22", b"ID3\4\0\0\x7f\x7f\x7f\x7f", b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypM4A ", b"GIF89a",
    b"#!AMR\n", b"\x1a\x45\xdf\xa3", b"\xff\xf1\x50\x80", b"\0\0\0\1ftypmp42",
])  # fmt: skip


LEAF_PARTS = st.lists(st.tuples(st.lists(NAMES, max_size=3).map(tuple), SCALARS), max_size=6)
COLUMNS = st.integers(2, 5).flatmap(
    lambda rows: st.dictionaries(
        NAMES, st.lists(st.floats(width=32), min_size=rows, max_size=rows).map(tuple), min_size=1, max_size=3
    )
)


def leaf(context: Context, stem: str, names: tuple[str, ...], value: Scalar) -> Leaf:
    path = f"{stem}:$." + ".".join(names)
    return Leaf(path=path, context=context, name=names[-1] if names else "", names=names, value=value)


@st.composite
def payloads(draw: st.DrawFn) -> Payload:
    """Payloads of the shape that the engine makes, with values that nobody expects."""
    context = draw(CONTEXTS)
    stem = f"{context}>json"
    members = [leaf(context, stem, *told) for told in draw(LEAF_PARTS)]
    name = draw(NAMES)
    names = (name,) if name else ()
    common: dict[str, Any] = {"path": f"{stem}:$", "context": context, "name": name, "names": names}
    blob = draw(MEDIA_HEADS) + draw(st.binary(max_size=200))
    return Payload(
        transmission=transmission(draw(st.text(max_size=40)), draw(st.text(max_size=40))),
        leaves=tuple(members),
        groups=(Group(**common, members={one.name: one for one in members}),),
        series=(Series(**common, columns=draw(COLUMNS)),),
        blobs=(Blob(**common, data=blob, media_type=draw(st.sampled_from(("", "image/jpeg", "audio/wav"))),
                    filename="", size=len(blob), complete=draw(st.booleans())),),
    )  # fmt: skip


def transmission(path: str = "/", query: str = "") -> Transmission:
    return Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test", method="POST",
        scheme="https", host="collector.example", port=443, path=path, query=query,
    )  # fmt: skip


@pytest.mark.parametrize("detector", registry.detectors(), ids=name_of)
def test_a_detector_finds_nothing_in_nothing(detector: Detector) -> None:
    assert list(detector.detect(Payload(transmission=transmission()))) == []


@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(payload=payloads())
def test_no_detector_raises_and_each_reports_only_what_it_declares(payload: Payload) -> None:
    for detector in registry.detectors():
        for seen in detector.detect(payload):
            assert isinstance(seen, Observation), detector.name
            assert seen.category in detector.categories, detector.name
            assert seen.rule in detector.rules, detector.name
            assert seen.path, detector.name
            assert seen.reasoning, detector.name
            assert seen.property, detector.name
            assert isinstance(seen.value, str), detector.name


# -- decoders -----------------------------------------------------------------------------------------------------

LIMIT = 4096
CODINGS = st.sampled_from(
    ((), ("gzip",), ("deflate",), ("br",), ("zstd",), ("identity",), ("gzip", "br"), ("nonsense",))
)
MEDIA_TYPES = st.sampled_from((
    "", "application/json", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/mixed", "text/plain",
    "application/octet-stream", "application/gzip", "application/x-ndjson", "image/jpeg", "application/x-protobuf",
    "application/grpc", "application/grpc-web-text+proto", "application/msgpack", "application/cbor", "application/mqtt",
    "application/xml", "text/xml", "application/graphql",
))  # fmt: skip
HEADS = st.sampled_from([
    b"", b"\x1f\x8b\x08\0\0\0\0\0\0\3", b"\x78\x9c", b"\x28\xb5\x2f\xfd", b"{", b"[", b'{"a":', b"--x\r\n", b"a=1&b=",
    b"%7B%22", b"\xef\xbb\xbf{",
    b")]}',\n{", b"cb({", b'<?xml version="1.0"?><a b="', b"<plist><dict><key>", b'42["e",{', b"2\x1e42[", b'data: {"a":',
    b"$GPGGA,1,", b"mutation { a(b: ", b"eyJhbGciOiJIUzI1NiJ9.", b"48656c6c6f2c20776f726c6421", b'9\n{"a":1}', b"v;a=1;",
    b"BEGIN:VCARD\nFN:",
    b"eyJ", b"data:image/png;base64,", b"\x0a\x03", b"[[[[[[[[", b"\xff\xfe", b'{"a":1}\n{"a":2}\n',
    b"\x04\x22\x4d\x18", b"\xff\x06\0\0sNaPpY", b"PK\3\4\x14\0\0\0\x08\0", b"bplist00", b"\0\0\0\0\x05",
    b"\x0e\x10\0\0\x40\0\0\0.FIT\0\0\x40", b"\x10\x10\0\4MQTT\5", b"\x30\x08\0\3a/b", b"\x82\xa1a", b"\xdc\xff\xff",
    b"\xa2\x61a", b"\xd9\xd9\xf7\x9f", b"\x08\1\x12\x04", b"a" * 257 + b"ustar\x0000", b"\xfe\xff", b"\0\0\xfe\xff",
])  # fmt: skip


@st.composite
def parts(draw: st.DrawFn) -> Part:
    raw = draw(HEADS) + draw(st.binary(max_size=300))
    data: bytes | str = raw
    if draw(st.booleans()):
        data = draw(st.one_of(st.just(raw.decode("utf-8", "replace")), st.text(max_size=200)))
    return Part(
        path="body", context=draw(CONTEXTS), names=(), data=data, media_type=draw(MEDIA_TYPES),
        parameters=draw(st.sampled_from(({}, {"boundary": "x"}, {"boundary": ""}, {"charset": "no-such"}))),
        encodings=draw(CODINGS), depth=draw(st.integers(0, 12)),
    )  # fmt: skip


@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(part=parts(), limit=st.sampled_from((0, 1, 64, LIMIT)))
def test_no_decoder_raises_for_bad_input_and_each_keeps_to_its_limit(part: Part, limit: int) -> None:
    kind = "text" if isinstance(part.data, str) else "bytes"
    bare = kind == "text" and part.media_type == "" and len(part.data) >= 8
    for decoder in registry.decoders():
        opened = decoder.open(part, limit)
        if opened is None:
            continue
        output = sum(len(child.data) for child in opened.parts)
        assert output <= max(limit, len(part.data)), f"{decoder.name}: more output than the budget allows"
        if bare and decoder.takes in (kind, "both"):
            found = re.search(decoder.hint, str(part.data)[:HINTED])
            assert found, f"{decoder.name} opens a text that its hint does not find"


# -- inferences ---------------------------------------------------------------------------------------------------


def blanks_of(inference: Inference) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(inference.says) if name is not None}


@pytest.mark.parametrize("inference", registry.inferences(), ids=name_of)
def test_an_inference_says_what_it_needs_when_it_holds_and_what_else_it_could_be(
    inference: Inference,
) -> None:
    assert Path(f"{REPOSITORY}/analysis/inference/{inference.name}.py").is_file()
    assert inference.says.startswith(PREFIX)
    assert inference.says[-1] == inference.condition[-1] == "."
    assert blanks_of(inference)
    assert re.search(r"[0-9]|[Aa]t least |[Aa]ny |[Tt]wo |[Aa]ll three ", inference.condition), "no threshold"
    reported = {category for detector in registry.detectors() for category in detector.categories}
    for need, words in inference.needs.items():
        assert need in reported | {TRAFFIC}, f"no detector reports {need}"
        assert words
    for sentences in (inference.otherwise, inference.remedy):
        assert sentences
        assert all(sentence[-1] == "." for sentence in sentences)
    assert inference.sources
    assert all(source.text[-1] == "." and source.where for source in inference.sources)
    assert not re.search(r"(?i)\b(they know|it knows|spies|stole|proves)\b", inference.says)


@pytest.mark.parametrize("inference", registry.inferences(), ids=name_of)
def test_an_inference_has_six_look_alikes_that_it_refuses(inference: Inference) -> None:
    text = (REPOSITORY / f"tests/analysis/inference/test_{inference.name}.py").read_text(encoding="utf-8")
    for wanted in ("= concludes(", "= never(", "= refuses("):  # refuses() itself asks for six
        assert wanted in text


READINGS = st.one_of(
    st.none(), st.floats(-1e9, 1e9, allow_nan=False), st.sampled_from((0.0, 5.0, 60.0, 1013.2))
)
MEASURES = st.builds(
    Measures, n=st.one_of(st.none(), st.integers(0, 10**6)), rate_hz=READINGS, seconds=READINGS, min=READINGS,
    median=READINGS, max=READINGS, level_spread_db=READINGS, voiced_share=READINGS, modulation_depth=READINGS,
    precision_m=READINGS,
)  # fmt: skip
DEVICES = st.sampled_from(("phone", "watch", ""))
EVENING, NOON_AFTER = 1_795_000_000_000_000, 1_795_057_600_000_000  # µs, 16 hours


PICKS = st.integers(0, 999)
# Data with values that nobody expects, of the categories and properties that each inference looks at.
DATA = st.lists(
    st.tuples(
        PICKS, PICKS,
        st.builds(
            Datum, id=st.integers(1, 99), event_id=st.sampled_from(("a", "b")),
            seen_at=st.integers(EVENING, NOON_AFTER), device=DEVICES, recipient=st.sampled_from(("one", "two")),
            category=st.just(""), property=st.just(""),
            path=st.sampled_from(("body>json:$.a.b", "a", "")), value=st.one_of(st.text(max_size=20), SCALARS.map(str)),
            digest=st.sampled_from(("", "x")), exact=st.booleans(), confidence=st.sampled_from(Confidence),
            rules=st.sampled_from(((), ("photo.exif_position",), ("ble.ibeacon",))),
            measures=st.one_of(st.none(), MEASURES),
        ),
    ),
    max_size=12,
)  # fmt: skip
CONTACTS = st.lists(
    st.builds(Contact, start=st.integers(EVENING, NOON_AFTER), device=DEVICES, recipient=st.just("one")), max_size=9
)  # fmt: skip


@cache
def looked_at(name: str) -> tuple[list[str], list[str]]:
    """The categories that an inference needs, and what else its source names: properties among it."""
    needs = INFERENCES[name].needs
    said = set(re.findall(r'"([A-Za-z_]+)"', source_of(INFERENCES[name])))
    return sorted(needs), sorted(said - needs.keys())


def evidence_for(
    inference: Inference, data: list[tuple[int, int, Datum]], contacts: list[Contact]
) -> Evidence:
    categories, names = looked_at(inference.name)
    found = [
        msgspec.structs.replace(
            datum, category=categories[one % len(categories)], property=names[other % len(names)]
        )
        for one, other, datum in data
    ]
    return Evidence(
        recipient="" if inference.scope is Scope.ACROSS else "one", zone=ZoneInfo("Europe/Berlin"),
        start=EVENING + 14_400_000_000, end=EVENING + 100_800_000_000,
        data=tuple(sorted(found, key=lambda item: item.seen_at)),
        contacts=tuple(sorted(contacts, key=lambda item: item.start)), persons={"phone": "Ada", "watch": "Ben"},
    )  # fmt: skip


INFERENCES = {inference.name: inference for inference in registry.inferences()}


def source_of(inference: Inference) -> str:
    return (REPOSITORY / f"analysis/inference/{inference.name}.py").read_text(encoding="utf-8")


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=DATA, contacts=CONTACTS)
def test_no_inference_raises_and_each_keeps_to_its_cap_and_names_what_it_rests_on(
    data: list[tuple[int, int, Datum]], contacts: list[Contact]
) -> None:
    for inference in registry.inferences():
        evidence = evidence_for(inference, data, contacts)
        for one in inference.conclude(evidence):
            assert one.level <= inference.cap, inference.name
            assert set(one.words) == blanks_of(inference), inference.name
            assert one.sentence().startswith(PREFIX), inference.name
            assert one.rests_on or one.contacts, inference.name
            assert one.rests_on == 0 or set(one.findings) <= {item.id for item in evidence.data}
            assert one.confidence is not Confidence.POSSIBLE, inference.name
            assert one.level < Level.SERIES or (one.n and one.seconds), inference.name


@pytest.mark.parametrize("inference", registry.inferences(), ids=name_of)
def test_an_inference_draws_nothing_from_nothing(inference: Inference) -> None:
    assert (
        inference.conclude(Evidence(recipient="one", zone=ZoneInfo("UTC"), start=0, end=86_400_000_000)) == []
    )


# -- commands -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", COMMANDS, ids=name_of)
def test_a_command_module_imports_only_click_at_the_top(path: Path) -> None:
    allowed = {"__future__", "pathlib", "click"}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.If):
            assert ast.unparse(node.test) == "TYPE_CHECKING", f"line {node.lineno}"
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= allowed, f"line {node.lineno}"
        if isinstance(node, ast.ImportFrom):
            assert node.module in allowed | {"typing", "collections.abc"}, f"line {node.lineno}"


@pytest.mark.parametrize("name", sorted(registry.command_modules()))
def test_a_command_explains_itself_and_each_of_its_options(name: str) -> None:
    import click

    from analysis.cli import command as group

    found = group.get_command(click.Context(group), name)
    assert found is not None
    check_command(found)


def check_command(command: Any) -> None:
    first = (command.help or "").strip().split("\n\n")[0]
    assert first.endswith("."), f"{command.name}: {first!r} is not a sentence"
    for option in command.params:
        if option.param_type_name == "option":
            assert getattr(option, "help", None), f"{command.name} {option.opts[0]} has no help"
    for inner in getattr(command, "commands", {}).values():
        check_command(inner)
