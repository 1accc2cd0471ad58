"""Calls of XML-RPC become plain values; other trees are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.xml import DECODER
from analysis.units import Part
from analysis.xml_rpc import plain_call


def read(text: str) -> object:
    opened = DECODER.open(
        Part(path="body", context="body", names=(), data=text.encode(), media_type="text/xml"), 1 << 20
    )
    assert opened is not None
    return opened.label, opened.tree


def call(method: str, *values: str) -> str:
    params = "".join(f"<param><value>{value}</value></param>" for value in values)
    return f'<?xml version="1.0"?><methodCall><methodName>{method}</methodName><params>{params}</params></methodCall>'


def test_structs_and_arrays() -> None:
    value = (
        "<struct><member><name>a</name><value><i4>4</i4></value></member><member><name>b</name><value><array><data>"
        "<value>x</value><value><double>2.5</double></value><value><boolean>1</boolean></value></data></array></value>"
        "</member></struct>"
    )
    assert read(call("m", value, "<string>s</string>")) == (
        "xmlrpc", {"method": "m", "params": [{"a": 4, "b": ["x", 2.5, True]}, "s"]},
    )  # fmt: skip


def test_an_event_tells_of_what_it_is() -> None:
    assert read(call("event", "<string>i</string>", "OEQ1:1", "HUMIDITY", "<i4>57</i4>")) == (
        "xmlrpc", {"method": "event", "interface": "i", "address": "OEQ1:1", "parameter": "HUMIDITY", "value": 57},
    )  # fmt: skip


def test_one_without_parameters() -> None:
    assert plain_call({"methodCall": {"methodName": "ping", "params": None}}) == {
        "method": "ping",
        "params": [],
    }


def test_numbers_that_are_none_stay_texts() -> None:
    assert read(call("m", "<int>many</int>")) == ("xmlrpc", {"method": "m", "params": ["many"]})


@pytest.mark.parametrize(
    "text",
    [
        "<?xml version='1.0'?><methodResponse><params><param><value>1</value></param></params></methodResponse>",
        "<?xml version='1.0'?><call><methodName>event</methodName></call>",
        "<?xml version='1.0'?><methodCall><name>event</name></methodCall>",
    ],
)
def test_other_documents_stay_as_they_are(text: str) -> None:
    label, _ = read(text)  # type: ignore[misc]
    assert label == "xml"


@given(st.recursive(
    st.none() | st.booleans() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["value", "struct", "member", "name", "array", "data", "param", "int", "boolean"]), inner
    ),
))  # fmt: skip
def test_any_tree_is_read_without_an_error(tree: object) -> None:
    found = plain_call({"methodCall": {"methodName": "m", "params": tree}})  # type: ignore[dict-item]
    assert isinstance(found, dict)
    assert found["method"] == "m"
