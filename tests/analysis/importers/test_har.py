from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.importers.har import IMPORTER
from analysis.records import BODY_LIMIT, HEAD_SAMPLE, Address, Flow, Transmission, Visibility
from analysis.units import Notice, UnreadableFile

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "http" / "mitmproxy"
AT = "2026-03-01T10:00:00.250Z"


def entry(url: str = "https://api.example/v1?a=1", /, **changes: Any) -> dict[str, Any]:
    request = {"method": "POST", "url": url, "httpVersion": "HTTP/1.1", "headers": []}
    return {"startedDateTime": AT, "request": request | changes.pop("request", {})} | changes


def har(*entries: object, **log: object) -> dict[str, Any]:
    return {"log": {"version": "1.2", "entries": list(entries), **log}}


def write(folder: Path, document: object, name: str = "file.har") -> Path:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def read(path: Path, device: str = "") -> tuple[list[Transmission], list[Flow], list[str]]:
    records = list(IMPORTER.read(path, "scan", device))
    return (
        [item for item in records if isinstance(item, Transmission)],
        [item for item in records if isinstance(item, Flow)],
        [item.text for item in records if isinstance(item, Notice)],
    )


def one(folder: Path, *arguments: object, **changes: Any) -> Transmission:
    (found,), _, notices = read(write(folder, har(entry(*arguments, **changes))))
    assert notices == []
    return found


def with_body(folder: Path, post_data: object, *headers: tuple[str, str], **request: Any) -> Transmission:
    pairs = [{"name": name, "value": value} for name, value in headers]
    return one(folder, request={"postData": post_data, "headers": pairs} | request)


# What is no HAR


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b'{"a":1}', "not a HAR: no log.entries"),
        (b'{"log":{}}', "not a HAR: no log.entries"),
        (b'{"log":[]}', "not a HAR: no log.entries"),
        (b'{"log":{"entries":{}}}', "not a HAR: no log.entries"),
        (b"[1, 2]", "not a HAR: no log.entries"),
        (b'{"log":{"entries":NaN}}', "not a HAR: no log.entries"),
        (b'{"log":{"entries":[]}}', "the HAR has no entries: nothing was recorded"),
        (
            b'{"log":{"entries":[{"request":{"url":"https://exa',
            "the JSON is cut short: it ends at byte 49 in the middle of a value; export the file again",
        ),
        (b'{"log": oops}', "broken JSON at byte 8; export the file again"),
        (gzip.compress(b'{"log":{"entries":[]}}' * 50, mtime=0)[:-20], "the compressed file is cut short"),
        (b"\x1f\x8bgarbage", "the compressed file is damaged"),
    ],
)
def test_says_in_one_line_what_is_wrong(tmp_path: Path, content: bytes, text: str) -> None:
    path = tmp_path / "file.har"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as error:
        list(IMPORTER.read(path, "scan", ""))
    assert str(error.value) == text


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_of_a_file_that_is_cut_short_the_entries_before_the_cut_are_read(
    tmp_path: Path, packed: bool
) -> None:
    """The last one is left out: nobody knows what is missing of it."""
    whole = json.dumps(har(*(entry(f"https://a.example/{number}") for number in range(5)))).encode()
    cut = whole[: whole.index(b"example/4") + 9]
    path = tmp_path / "cut.har"
    path.write_bytes(gzip.compress(cut, 0, mtime=0)[:-6] if packed else cut)
    records = IMPORTER.read(path, "scan", "")
    before = [next(records) for _ in range(8)]  # a flow and a message each
    assert [item.path for item in before if isinstance(item, Transmission)] == ["/0", "/1", "/2", "/3"]
    with pytest.raises(UnreadableFile) as error:
        next(records)
    assert str(error.value) == f"the JSON is cut short at byte {len(cut)}; the 4 entries before it were read"


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.har_file.LARGEST", 1 << 20)
    path = tmp_path / "file.zhar"
    path.write_bytes(zlib.compress(b" " * (3 << 20)))
    with pytest.raises(UnreadableFile, match="opens into more than 1 MiB"):
        list(IMPORTER.read(path, "scan", ""))


@pytest.mark.parametrize(
    ("name", "head", "is_har"),
    [
        ("x.har", b"", True),
        ("x", b'\xef\xbb\xbf {"log"', True),
        ("x", zlib.compress(b'{"log":{}}'), True),
        ("x", '{"log"'.encode("utf-16"), True),
        ("x", b"1234:7:version;", False),
        ("x.pcap", b"\xd4\xc3\xb2\xa1", False),
        ("x.csv", b"a,b", False),
    ],
)
def test_sniffs(name: str, head: bytes, is_har: bool) -> None:
    assert IMPORTER.sniff(name, head) is is_har


# The file's encoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_reads_every_unicode_encoding(tmp_path: Path, encoding: str) -> None:
    document = har(entry(request={"postData": {"mimeType": "text/plain", "text": "Grüße 🙂"}}))
    path = tmp_path / "file.har"
    path.write_bytes(json.dumps(document, ensure_ascii=False).encode(encoding))
    (found,), _, _ = read(path)
    assert found.body == "Grüße 🙂".encode()


@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress])
def test_reads_compressed_files(tmp_path: Path, compress: Any) -> None:
    path = tmp_path / "file.zhar"
    path.write_bytes(compress(json.dumps(har(entry())).encode()))
    assert len(read(path)[0]) == 1


def test_reads_on_past_bytes_that_are_no_utf_8(tmp_path: Path) -> None:
    document = json.dumps(har(entry(comment="X"), entry())).encode().replace(b'"X"', b'"\xff\xfe"')
    path = tmp_path / "file.har"
    path.write_bytes(document)
    assert len(read(path)[0]) == 2


def test_reads_what_only_lenient_parsers_take(tmp_path: Path) -> None:
    document = har(entry(time=float("nan"), request={"postData": {"text": "a\udc88b"}}))
    (found,), _, _ = read(write(tmp_path, document))
    assert found.body == b"a\x88b"  # mitmproxy's way to write a byte that is no UTF-8


# The request


def test_a_whole_request(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        "https://User:secret@API.Example:8443/p/x?q=1&r=%20#part",
        request={
            "method": "put",
            "httpVersion": "h3-29",
            "headers": [
                {"name": ":path", "value": "/p"},
                {"name": "X-A", "value": "1"},
                ["x-b", "2"],
                None,
                {},
            ],
        },
        response={"status": 204, "content": {"mimeType": "text/html", "text": "x"}},
    )
    assert (found.method, found.scheme, found.host, found.port) == ("PUT", "https", "api.example", 8443)
    assert (found.path, found.query, found.protocol) == ("/p/x", "q=1&r=%20", "h3")
    assert found.request_headers == (("X-A", "1"), ("x-b", "2"))
    assert (found.response_status, found.response_type) == (204, "text/html")
    assert found.seen_at == datetime(2026, 3, 1, 10, 0, 0, 250_000, UTC)
    assert found.source is not None
    assert (found.source.message, found.source.part) == (0, None)


@pytest.mark.parametrize(
    ("version", "protocol"),
    [
        ("HTTP/1.0", "http/1.0"),
        ("http/1.1", "http/1.1"),
        ("HTTP/2", "h2"),
        ("http/2.0", "h2"),
        ("h2", "h2"),
        ("HTTP/3", "h3"),
        ("h3", "h3"),
        ("http/2+quic/43", "h3"),
        ("unknown", "http/1.1"),
        ("", "http/1.1"),
        (None, "http/1.1"),
        (2, "http/1.1"),
    ],
)
def test_names_the_protocol(tmp_path: Path, version: object, protocol: str) -> None:
    assert one(tmp_path, request={"httpVersion": version}).protocol == protocol


def test_the_query_may_stand_beside_the_url(tmp_path: Path) -> None:
    pairs = [{"name": "a b", "value": "ü"}, {"name": "c"}, {"name": "", "value": ""}]
    assert one(tmp_path, "https://x.example/", request={"queryString": pairs}).query == "a+b=%C3%BC&c="


def test_headers_as_one_object(tmp_path: Path) -> None:
    assert one(tmp_path, request={"headers": {"A": "1"}}).request_headers == (("A", "1"),)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (None, "is no object"),
        (7, "is no object"),
        ({}, "no request"),
        ({"request": []}, "request is no object"),
        ({"request": {}}, "no request.url"),
        ({"request": {"url": 5}}, "no request.url"),
        ({"request": {"url": "nonsense"}}, "request.url is no URL"),
        ({"request": {"url": "https://[::1/x"}}, "request.url is no URL"),
        ({"request": {"url": "https://a:99999/x"}}, "request.url is no URL"),
        ({"request": {"url": "https:///x"}}, "request.url has no host"),
    ],
)
def test_a_broken_entry_is_left_out_and_named(tmp_path: Path, broken: object, reason: str) -> None:
    found, _, notices = read(write(tmp_path, har(broken, entry())))
    assert [item.source.message for item in found if item.source] == [1]
    assert notices == [f"entry 0: {reason}; left out"]


@pytest.mark.parametrize(
    "response", [None, [], "x", {"status": "200", "content": 3}, {"content": {"mimeType": 3}}]
)
def test_a_broken_response_does_not_hide_the_request(tmp_path: Path, response: object) -> None:
    found = one(tmp_path, response=response)
    assert (found.host, found.response_status, found.response_type) == ("api.example", None, None)


def test_what_was_never_sent_is_left_out_and_counted(tmp_path: Path) -> None:
    document = har(
        entry(_fromCache="disk"),
        entry(_fetchType="Memory Cache"),
        entry("data:image/png;base64,AAAA"),
        entry(response={"status": 0, "_error": "net::ERR_BLOCKED_BY_CLIENT"}),
        entry(response={"status": 0, "_error": "net::ERR_CONNECTION_RESET"}),
    )
    found, _, notices = read(write(tmp_path, document))
    assert [item.source.message for item in found if item.source] == [4]
    assert notices == [
        "2 entries left out: answered from the browser's cache, nothing was sent",
        "1 entry left out: no network request (a data:, blob:, extension or file address)",
        "1 entry left out: stopped in the browser, nothing was sent",
    ]


# Bodies


def test_base64_in_either_spelling(tmp_path: Path) -> None:
    text = base64.urlsafe_b64encode(b"\xff\xfe\x00abc").decode().rstrip("=")
    for key in ("encoding", "_encoding"):
        found = with_body(tmp_path, {"mimeType": "image/png", "text": text, key: "BASE64"})
        assert found.body == b"\xff\xfe\x00abc"
        assert found.body_sha256 == hashlib.sha256(b"\xff\xfe\x00abc").hexdigest()


def test_text_that_only_looks_like_base64_stays(tmp_path: Path) -> None:
    assert with_body(tmp_path, {"text": "QUJD"}).body == b"QUJD"


def test_a_body_beside_post_data(tmp_path: Path) -> None:
    content = {"text": "//4AAQ==", "encoding": "base64", "size": 4}
    assert one(tmp_path, request={"_content": content}).body == b"\xff\xfe\x00\x01"


def test_damaged_base64_is_said(tmp_path: Path) -> None:
    document = har(entry(request={"bodySize": 12, "postData": {"text": "not base64!", "encoding": "base64"}}))
    (found,), _, notices = read(write(tmp_path, document))
    assert (found.body, found.body_size, found.visibility) == (None, 12, Visibility.BODY_ABSENT)
    assert notices == [
        "entry 0: the body is unreadable: it is marked base64 but is not; only its size can be told"
    ]


def test_a_body_whose_bytes_were_replaced_is_absent(tmp_path: Path) -> None:
    document = har(entry(request={"postData": {"text": "\x1f\ufffd\x08\x00"}}))
    (found,), _, notices = read(write(tmp_path, document))
    assert found.visibility is Visibility.BODY_ABSENT
    assert "its bytes were replaced when the file was written" in notices[0]


def test_a_still_compressed_body_and_its_header_stay(tmp_path: Path) -> None:
    packed = gzip.compress(b'{"lat": 52.1}')
    text = base64.b64encode(packed).decode()
    found = with_body(tmp_path, {"text": text, "encoding": "base64"}, ("Content-Encoding", "gzip"))
    assert (found.body, found.header("content-encoding")) == (packed, "gzip")


def test_an_opened_body_keeps_its_header_too(tmp_path: Path) -> None:
    found = with_body(tmp_path, {"text": "{}"}, ("Content-Encoding", "gzip"))
    assert (found.body, found.header("content-encoding")) == (b"{}", "gzip")


def test_binary_written_one_character_a_byte(tmp_path: Path) -> None:
    raw = bytes(range(256))
    found = with_body(tmp_path, {"text": raw.decode("latin-1")}, ("Content-Type", "application/octet-stream"))
    assert found.body == raw
    assert with_body(tmp_path, {"text": raw.decode("latin-1")}, ("Content-Length", "256")).body == raw


def test_text_is_not_taken_for_binary(tmp_path: Path) -> None:
    assert with_body(tmp_path, {"text": "Köln"}).body == "Köln".encode()
    assert with_body(tmp_path, {"text": "Köln"}, ("Content-Length", "5")).body == "Köln".encode()
    assert with_body(tmp_path, {"text": "Köln"}, ("Content-Length", "4")).body == "Köln".encode("latin-1")


def test_a_form_without_text(tmp_path: Path) -> None:
    params = [{"name": "mail", "value": "a@b.example"}, {"name": "x", "value": None}, 3]
    found = with_body(tmp_path, {"mimeType": "application/x-www-form-urlencoded", "params": params})
    assert found.body == b"mail=a%40b.example&x="
    assert found.header("content-type") == "application/x-www-form-urlencoded"


def test_a_form_that_is_encoded_already(tmp_path: Path) -> None:
    params = [{"name": "mail", "value": "a%40b.example"}]
    assert with_body(tmp_path, {"params": params}).body == b"mail=a%40b.example"


def test_a_multipart_form_without_text(tmp_path: Path) -> None:
    params = [{"name": "photo", "value": "ÿØÿ\x80", "fileName": "a\r\n.jpg", "contentType": "image/jpeg"}]
    found = with_body(tmp_path, {"params": params}, ("Content-Type", "multipart/form-data; boundary=xyz"))
    assert found.body == (
        b'--xyz\r\nContent-Disposition: form-data; name="photo"; filename="a  .jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n\xff\xd8\xff\x80\r\n--xyz--\r\n"
    )


def test_a_body_that_was_parsed(tmp_path: Path) -> None:
    assert with_body(tmp_path, {"text": {"lat": 1.5}}).body == b'{"lat": 1.5}'
    assert with_body(tmp_path, "plain").body == b"plain"


@pytest.mark.parametrize(
    ("request_", "visibility", "size"),
    [
        ({"method": "GET", "bodySize": 0}, Visibility.OPENED, 0),
        ({"method": "GET"}, Visibility.OPENED, 0),
        ({"method": "GET", "bodySize": -1}, Visibility.OPENED, 0),
        ({"bodySize": 0}, Visibility.OPENED, 0),
        ({"postData": {"text": ""}}, Visibility.OPENED, 0),
        ({"bodySize": 12}, Visibility.BODY_ABSENT, 12),
        ({"bodySize": 12, "postData": {"mimeType": "x/y", "params": []}}, Visibility.BODY_ABSENT, 12),
        ({"headers": [["content-length", "7"]], "bodySize": 0}, Visibility.BODY_ABSENT, 7),
        ({"bodySize": -1}, Visibility.BODY_ABSENT, None),
        ({}, Visibility.BODY_ABSENT, None),
    ],
)
def test_an_absent_body_is_not_an_empty_one(
    tmp_path: Path, request_: dict[str, Any], visibility: Visibility, size: int | None
) -> None:
    found = one(tmp_path, request=request_)
    assert (found.visibility, found.body_size, found.body) == (visibility, size, None)


def test_clear_text_is_said(tmp_path: Path) -> None:
    found = one(tmp_path, "http://x.example", request={"postData": {"text": "a"}})
    assert (found.visibility, found.port, found.path) == (Visibility.CLEARTEXT, 80, "/")


def test_a_big_body_is_sampled(tmp_path: Path) -> None:
    found = with_body(tmp_path, {"text": "a" * (BODY_LIMIT + 1)})
    assert (found.visibility, found.body_size) == (Visibility.SAMPLED, BODY_LIMIT + 1)
    assert found.body == b"a" * HEAD_SAMPLE
    assert found.body_sha256 == hashlib.sha256(b"a" * (BODY_LIMIT + 1)).hexdigest()


# Time, flows, frames, TweaselHAR


def test_times_are_utc(tmp_path: Path) -> None:
    document = har(
        entry(startedDateTime="2026-03-01T15:30:00+05:30"),
        entry(startedDateTime=1772359200),
        entry(startedDateTime=1772359200000),
        entry(startedDateTime="2026-03-01T10:00:00"),
    )
    found, _, notices = read(write(tmp_path, document))
    assert {item.seen_at for item in found} == {datetime(2026, 3, 1, 10, 0, tzinfo=UTC)}
    assert notices == []


@pytest.mark.parametrize("garbled", [None, "", "yesterday", "0001-01-01T00:00:00", True, 1e300, [], {}])
def test_a_missing_time_is_not_invented_silently(tmp_path: Path, garbled: object) -> None:
    document = har(
        entry(startedDateTime=garbled, pageref="p"),
        entry(startedDateTime=garbled),
        entry(startedDateTime="2026-03-01T10:00:00Z"),
        pages=[{"id": "p", "startedDateTime": "2026-03-01T12:00:00Z"}],
    )
    found, _, notices = read(write(tmp_path, document))
    assert [item.seen_at.hour for item in found] == [12, 10, 10]
    assert notices == [
        "entry 0: no usable startedDateTime; the time of its page stands in",
        "entry 1: no usable startedDateTime; the earliest time in the file stands in",
    ]


def test_without_any_time_the_file_s_stands_in(tmp_path: Path) -> None:
    path = write(tmp_path, har(entry(startedDateTime=None)))
    os.utime(path, (1772359200, 1772359200))
    (found,), _, (notice,) = read(path)
    assert found.seen_at == datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
    assert notice.endswith("the time at which the file was last written stands in")


def test_one_flow_a_connection(tmp_path: Path) -> None:
    document = har(
        entry("https://a.example/", connection="443"),
        entry("https://a.example/x", connection="443"),
        entry("https://b.example/", connection="443"),
        entry("https://a.example/"),
        entry("https://a.example/"),
        entry("https://a.example/", connection="0"),
    )
    found, flows, _ = read(write(tmp_path, document))
    assert len(flows) == len({flow.flow_id for flow in flows}) == 5
    assert found[0].flow_id == found[1].flow_id
    assert {item.flow_id for item in found} == {flow.flow_id for flow in flows}
    assert all(flow.bytes_out is None for flow in flows)


def test_websocket_messages_that_were_sent(tmp_path: Path) -> None:
    frames = [
        {"type": "receive", "time": 1772359201, "opcode": 1, "data": "down"},
        {"type": "send", "time": 1772359202.5, "opcode": 1, "data": "up ü"},
        {"type": "send", "time": "?", "opcode": 2, "data": "/w=="},
        {"type": "send", "time": 1772359204, "opcode": 2, "data": "!"},
        7,
    ]
    document = har(entry("wss://ws.example/s?k=1", _webSocketMessages=frames, request={"method": "GET"}))
    found, _, notices = read(write(tmp_path, document))
    assert [(item.protocol, item.source.part) for item in found if item.source] == [
        ("http/1.1", None), ("websocket", 1), ("websocket", 2), ("websocket", 3),
    ]  # fmt: skip
    assert [item.body for item in found] == [None, "up ü".encode(), b"\xff", None]
    assert found[1].seen_at == datetime(2026, 3, 1, 10, 0, 2, 500_000, UTC)
    assert found[2].seen_at == found[0].seen_at
    assert found[3].visibility is Visibility.BODY_ABSENT
    assert {item.scheme for item in found} == {"wss"}
    assert len({item.id for item in found}) == 4
    assert notices == [
        "entry 0, frame 3: unreadable: it is marked base64 but is not; only its size can be told"
    ]


def test_tweasel_names_the_device_and_the_app(tmp_path: Path) -> None:
    meta = {"device": {"manufacturer": "Google", "model": "Pixel 8"}, "apps": [{"id": "org.example"}]}
    path = write(tmp_path, har(entry(), _tweasel=meta))
    (found,), (flow,), _ = read(path)
    assert found.app_hint == "org.example"
    assert flow.addresses == (Address(kind="name", value="Google Pixel 8"),)
    assert read(path, "Anna's")[1][0].addresses == (Address(kind="name", value="Anna's"),)


def test_of_several_apps_none_is_named(tmp_path: Path) -> None:
    meta = {"apps": [{"id": "a"}, {"id": "b"}]}
    assert read(write(tmp_path, har(entry(), _tweasel=meta)))[0][0].app_hint is None


def test_reading_twice_gives_the_same_records(tmp_path: Path) -> None:
    path = write(tmp_path, har(entry(), entry()))
    assert list(IMPORTER.read(path, "scan", "")) == list(IMPORTER.read(path, "scan", ""))


# Real files

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["log", "entries", "request", "url", "headers", "name", "value", "postData", "text", "params", "encoding",
             "startedDateTime", "response", "content", "_webSocketMessages", "type", "data", "opcode", "pages",
             "_tweasel", "device", "apps", "id", "connection", "bodySize", "queryString", "httpVersion"]
        ) | st.text(max_size=5),
        inner,
        max_size=5,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(document=JSON, entries=st.lists(JSON, max_size=3), request=JSON, frames=JSON)
def test_any_json_gives_records_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, document: Any, entries: list[Any], request: Any, frames: Any
) -> None:
    folder = tmp_path_factory.mktemp("har")
    loose = {"startedDateTime": request, "_webSocketMessages": [frames, {"type": "send", "data": request}]}
    fields = {"url": "https://x.example", "headers": frames, "postData": request, "bodySize": document}
    for candidate in (document, har(*entries, {"request": request} | loose, {"request": fields} | loose)):
        path = write(folder, candidate)
        said = ""
        try:
            for record in IMPORTER.read(path, "scan", ""):
                if isinstance(record, Transmission):
                    msgspec.json.encode(record)  # fails on text that no UTF-8 can hold
        except UnreadableFile as error:
            said = str(error)
        assert "\n" not in said


@settings(max_examples=200, deadline=None)
@given(raw=st.binary(max_size=300))
def test_bytes_survive_mitmproxy_s_way_of_writing_them(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    post_data = {"text": raw.decode("latin-1"), "mimeType": "application/octet-stream"}
    found = one(tmp_path_factory.mktemp("har"), request={"postData": post_data, "bodySize": len(raw)})
    assert (found.body or b"") == raw


@pytest.mark.parametrize(
    "name", ["charles", "chrome", "firefox", "head-content-length", "insomnia", "postdata", "safari"]
)
def test_agrees_with_mitmproxy_s_import(shared_data: Path, name: str) -> None:
    """Method, URL, headers and body of every request; entries from a cache are left out here and not there."""
    folder = shared_data / "http" / "mitmproxy" / "har_files"
    expected = json.loads((folder / f"{name}.json").read_text())
    found, _, notices = read(folder / f"{name}.har")
    assert len(found) + sum(int(text.split()[0]) for text in notices) == len(expected)
    for item in found:
        assert item.source is not None
        request = expected[item.source.message]["request"]
        target = item.path + (f"?{item.query}" if item.query else "")
        assert (item.method, item.scheme, item.host, item.port, target) == (
            request["method"], request["scheme"], request["host"], request["port"], request["path"].partition("#")[0],
        )  # fmt: skip
        headers = [(key, value) for key, value in request["headers"] if not key.startswith(":")]
        own = [pair for pair in item.request_headers if pair in headers]
        assert own == [pair for pair in headers if pair[0].lower() != "content-length" or pair in own]
        if request["contentLength"]:
            assert item.body_size == request["contentLength"]
            assert item.body_sha256 == request["contentHash"]


def test_reads_every_shared_har(shared_data: Path) -> None:
    files = [path for path in shared_data.glob("http/**/*.*har") if path.name != "har_extractor.har"]
    assert len(files) > 20
    for path in files:
        found, _, notices = read(path)
        assert found, path
        assert not [text for text in notices if "nothing was sent" not in text], path


def test_indices_are_those_of_the_file(shared_data: Path) -> None:
    for name, messages in json.loads((shared_data / "EXPECTED_trackhar.json").read_text()).items():
        found = {item.source.message: item for item in read(shared_data / name)[0] if item.source}
        for message in messages:
            assert found[message["i"]].host == message["host"]
            assert found[message["i"]].method == message["method"]


@pytest.mark.parametrize("name", ["charles", "insomnia", "with-bom"])
def test_reads_the_shipped_hars(name: str) -> None:
    assert len(read(SHIPPED / f"{name}.har")[0]) == 1


def test_entries_read_at_once_are_those_read_one_by_one(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = sorted((shared_data / "http").rglob("*.har"))
    at_once = [_read_or_error(path) for path in paths]
    monkeypatch.setattr("analysis.har_file._AT_ONCE", 0)
    assert [_read_or_error(path) for path in paths] == at_once


def _read_or_error(path: Path) -> list[Transmission | Flow | Notice] | str:
    try:
        return list(IMPORTER.read(path, "c", ""))
    except UnreadableFile as error:
        return str(error)


def test_one_broken_entry_does_not_change_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = {
        "request": {"method": "GET", "url": "https://a.example/x"},
        "startedDateTime": "2026-03-01T10:00:00Z",
    }
    path = tmp_path / "mixed.har"
    path.write_text(json.dumps({"log": {"entries": [good, {"request": 7}, good | {"response": 7}]}}))
    read = _read_or_error(path)
    monkeypatch.setattr("analysis.har_file._AT_ONCE", 0)
    assert read == _read_or_error(path)
    assert sum(isinstance(record, Transmission) for record in read) == 2


def test_what_goes_into_no_corpus_is_told_apart_by_its_name_and_not_hashed(tmp_path: Path) -> None:
    content = json.dumps({"log": {"entries": [{"request": {"method": "GET", "url": "https://a.example/x"}}]}})
    ids: list[str] = []
    for name in ("a.har", "b.har"):
        (tmp_path / name).write_text(content)
        os.utime(tmp_path / name, (1_772_000_000, 1_772_000_000))
        sent = next(one for one in IMPORTER.read(tmp_path / name, "", "") if isinstance(one, Transmission))
        assert sent.source is not None
        assert (sent.corpus, sent.source.sha256) == ("", "")
        ids.append(sent.id)
    assert len(set(ids)) == 2
