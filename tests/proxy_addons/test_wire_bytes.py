"""The counting stream ends against real asyncio streams."""

from __future__ import annotations

import asyncio

from analysis.records import Visibility
from proxy_addons.wire_bytes import READ_BYTES, CountedReader, CountedWriter, WireCount
from tests.proxy_addons.peers import Origin, RunningProxy


def test_counts_are_exact_and_reads_take_all_that_is_there() -> None:
    async def scenario() -> None:
        count, done = WireCount(), asyncio.Event()
        received = bytearray()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            counted, out = CountedReader(reader, count), CountedWriter(writer, count)
            while data := await counted.read(65_535):
                assert len(data) <= READ_BYTES
                received.extend(data)
            out.write(b"answer")
            await out.drain()
            assert out.get_extra_info("peername") is not None
            out.close()
            assert out.is_closing()
            done.set()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"x" * 3_000_000)
        writer.write_eof()
        assert await reader.read() == b"answer"
        await done.wait()
        writer.close()
        server.close()
        assert (count.read, count.written, len(received)) == (3_000_000, 6, 3_000_000)

    asyncio.run(scenario())


def test_an_opened_flow_counts_what_was_on_the_wire(proxy: RunningProxy, origin: Origin) -> None:
    """More than the content (TLS, headers), and not much more."""
    proxy.curl("--http1.1", "-d", "x" * 100_000, "https://tracker.example/")
    proxy.wait_for(closed_flows=1)
    (flow,) = proxy.flows()
    assert flow.visibility == Visibility.OPENED
    assert 100_000 < (flow.bytes_out or 0) < 102_500
    assert 1_000 < (flow.bytes_in or 0) < 5_000
