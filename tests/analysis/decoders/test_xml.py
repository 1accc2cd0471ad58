"""XML opens as names, attributes and texts; HTML and SVG stay closed, and bombs are refused before they go off."""

from __future__ import annotations

import time
import tracemalloc
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.xml import DECODER
from analysis.units import Opened, Part

LIMIT = 32 << 20


def part(data: bytes | str, media_type: str = "", complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type, complete=complete)


def opened(data: bytes | str, media_type: str = "") -> Opened:
    found = DECODER.open(part(data, media_type), LIMIT)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "data",
    [
        "",
        "<",
        "<3 you all",
        "<unknown>",
        "<unknown/>",
        "<none></none>",
        "<b>bold</b>",
        '<a href="https://a.example">here</a>',
        "<p>one <foo>two</foo></p>",
        "<div><span class='x'>text</span></div>",
        "<address>1 High Street</address>",
        "<!DOCTYPE html><html><body><p>hi</p></body></html>",
        '<html xmlns="http://www.w3.org/1999/xhtml"><head/><body x="1"/></html>',
        '<?xml version="1.0"?><html lang="en"><p>x</p></html>',
        '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        '<?xml version="1.0"?><svg width="10"><rect x="1"/></svg>',
        "a < b && c > d",
        "<a>1</a><b>2</b>",
        "<item>1</item",
        "<Vec<f64>>",
        "<%= erb %>",
        "<?php echo 1; ?>",
        "x <gpx/>",
    ],
)
def test_what_is_no_xml_stays_closed(data: str) -> None:
    assert DECODER.open(part(data), LIMIT) is None
    assert DECODER.open(part(data.encode()), LIMIT) is None


def test_a_declared_page_or_drawing_stays_closed() -> None:
    for media_type in ("text/html", "application/xhtml+xml", "image/svg+xml"):
        assert DECODER.open(part("<x><y>1</y></x>", media_type), LIMIT) is None


def test_elements_attributes_texts_and_repeats_have_their_places() -> None:
    tree = opened(
        '<?xml version="1.0"?><s:Envelope xmlns:s="urn:x" s:id="7"><s:Body>mixed<Pos lat="1"/><Pos lat="2">here</Pos>'
        "<empty/><c><![CDATA[<raw> & ]]></c></s:Body></s:Envelope>"
    ).tree
    assert tree == {
        "Envelope": {
            "@id": "7",
            "Body": {
                "Pos": [{"@lat": "1"}, {"@lat": "2", "#text": "here"}],
                "empty": None,
                "c": "<raw> &",
                "#text": "mixed",
            },
        }
    }


def test_a_gpx_track_opens_without_an_xml_declaration() -> None:
    tree = opened(
        '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><trk><trkseg><trkpt lat="46.43" lon="13.74">'
        '<ele>1614.6</ele></trkpt><trkpt lat="46.44" lon="13.75"/></trkseg></trk></gpx>'
    ).tree
    points = [{"@lat": "46.43", "@lon": "13.74", "ele": "1614.6"}, {"@lat": "46.44", "@lon": "13.75"}]
    assert tree == {"gpx": {"@version": "1.1", "trk": {"trkseg": {"trkpt": points}}}}


def test_html_names_are_data_where_the_document_says_that_it_is_xml() -> None:
    assert opened("<data><lat>52.1</lat></data>").tree == {"data": {"lat": "52.1"}}
    assert opened("<address><title>x</title></address>", "application/xml").tree == {
        "address": {"title": "x"}
    }
    assert opened("<?xml version='1.0'?><data><title>x</title></data>").tree == {"data": {"title": "x"}}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "cp1252"]
)
def test_the_encodings_of_xml_open(encoding: str) -> None:
    name = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{name[:6] if "utf-16" in name else name}"?><v><city>Königslutter</city></v>'
    assert opened(text.encode(encoding)).tree == {"v": {"city": "Königslutter"}}
    assert opened(text).tree == {"v": {"city": "Königslutter"}}


NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,8}", fullmatch=True).filter(
    lambda name: name.lower() not in ("html", "svg", "xmlns") and not name.lower().endswith("schemalocation")
)
TEXTS = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=9
)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.dictionaries(
        NAMES, st.lists(inner, min_size=2, max_size=3) | inner, min_size=1, max_size=3
    ),
    max_leaves=8,
)


def written(name: str, value: object) -> str:
    if isinstance(value, list):
        return "".join(written(name, item) for item in value)
    if isinstance(value, dict):
        return f"<n:{name}>" + "".join(written(key, item) for key, item in value.items()) + f"</n:{name}>"
    return f"<{name}>{escape(str(value))}</{name}>"


@given(
    NAMES, st.dictionaries(NAMES, TREES, min_size=1, max_size=3), st.dictionaries(NAMES, TEXTS, max_size=2)
)
def test_any_tree_comes_back_as_it_was_written(
    root: str, tree: dict[str, object], attributes: dict[str, str]
) -> None:
    inner = "".join(written(key, item) for key, item in tree.items())
    head = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    text = f'<?xml version="1.0"?><{root}{head} xmlns:n="urn:n">{inner}</{root}>'
    assert opened(text).tree == {root: {**{f"@{key}": value for key, value in attributes.items()}, **tree}}


LAUGHS = "<!DOCTYPE l [<!ENTITY a0 'ha'>" + "".join(
    f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12)
)
BOMBS = {
    "billion laughs": f"<?xml version='1.0'?>{LAUGHS}]><l>&a11;</l>",
    "quadratic": "<!DOCTYPE l [<!ENTITY a '" + "x" * 500_000 + "'>]><l>" + "&a;" * 50_000 + "</l>",
    "external": '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>',
    "parameter": '<!DOCTYPE l [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;]><l>x</l>',
    "defaults": "<!DOCTYPE l [<!ATTLIST i a CDATA '" + "x" * 100_000 + "'>]><l>" + "<i/>" * 50_000 + "</l>",
    "endless": "<?xml version='1.0'?>" + "<a>" * 1_000_000,
    "one tag": "<?xml version='1.0'?><l a='" + "x" * 4_000_000,
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_bombs_are_refused_or_cut_short_in_bounded_time_and_memory(name: str) -> None:
    tracemalloc.start()
    began = time.process_time()
    found = DECODER.open(part(BOMBS[name]), LIMIT)
    if name in ("endless", "one tag"):
        assert found.truncated if name == "endless" and found else found is None
    else:
        assert found is not None
        assert (found.tree, found.parts) == (None, ())
        assert "entities" in found.refused
    assert time.process_time() - began < 2
    assert tracemalloc.get_traced_memory()[1] < 100 << 20
    tracemalloc.stop()


def test_an_external_subset_is_not_fetched_and_what_it_may_declare_is_left_out() -> None:
    text = '<!DOCTYPE l SYSTEM "http://127.0.0.1:9/l.dtd"><l><a>&unknown;x</a></l>'
    assert opened(text).tree == {"l": {"a": "x"}}


def test_ten_thousand_levels_and_a_flood_are_bounded() -> None:
    found = opened("<?xml version='1.0'?>" + "<a>" * 10_000 + "1" + "</a>" * 10_000)
    assert found.truncated
    deep: object = found.tree
    levels = 0
    while isinstance(deep, dict):
        deep, levels = next(iter(deep.values())), levels + 1
    assert levels <= 121
    flood = opened("<l>" + "<i>1</i>" * 100_000 + "</l>")
    assert flood.truncated
    assert isinstance(flood.tree, dict)
    assert DECODER.open(part("<l>" + "<i>1</i>" * 100 + "</l>"), 200) is None


def test_a_sample_may_end_anywhere_and_half_a_text_is_none() -> None:
    data = b'<gpx><trkpt lat="1"><ele>5</ele></trkpt><trkpt lat="2"><ele>6'
    assert DECODER.open(part(data), LIMIT) is None
    found = DECODER.open(part(data, complete=False), LIMIT)
    assert found is not None
    assert found.tree == {"gpx": {"trkpt": [{"@lat": "1", "ele": "5"}, {"@lat": "2", "ele": None}]}}


def test_fhir_keeps_its_values_in_attributes() -> None:
    text = (
        '<Observation xmlns="http://hl7.org/fhir"><status value="final"/><a id="1" value="2"/></Observation>'
    )
    opened = DECODER.open(Part(path="b", context="body", names=(), data=text), 1 << 20)
    assert opened is not None
    assert opened.tree == {"Observation": {"status": "final", "a": {"@id": "1", "@value": "2"}}}
