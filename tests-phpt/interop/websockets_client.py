"""The PyPI package `websockets` against interop/server.php: python websockets_client.py PORT"""

import asyncio
import json
import sys
import traceback

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

URL = f"ws://127.0.0.1:{sys.argv[1]}"
PATIENCE = 20


def client(**options):
    return connect(URL, **{"compression": None, "max_size": None, "ping_interval": None, **options})


async def echo(socket, data):
    await socket.send(data)
    received = await socket.recv()
    assert received == data, f"{len(data)} sent, {len(received)} received"


async def order(socket, **message):
    # The server tells an order by its beginning.
    await socket.send(json.dumps(message, separators=(",", ":")))


async def text_binary_and_empty_messages():
    async with client() as socket:
        for data in ["Grüße, 世界, 🙂", bytes([0, 255, 1, 254]), "", b""]:
            await echo(socket, data)


async def large_messages():
    async with client() as socket:
        for length in [125, 126, 65535, 65536, 5_000_000]:
            await echo(socket, bytes(range(250)) * (length // 250) + bytes(length % 250))


async def fragments_from_the_client():
    async with client() as socket:
        await socket.send(["one ", "two ", "", "three"])
        assert await socket.recv() == "one two three"
        await socket.send([b"\x00", b"\xff"])
        assert await socket.recv() == b"\x00\xff"


async def fragments_from_the_server():
    async with client() as socket:
        await order(socket, order="fragments", parts=["ein ", "zwei ", "drei"])
        assert [part async for part in socket.recv_streaming()] == ["ein ", "zwei ", "drei"]


async def ping_from_the_client():
    async with client() as socket:
        await asyncio.wait_for(await socket.ping("hello"), PATIENCE)


async def ping_from_the_server():
    async with client() as socket:
        await order(socket, order="ping", data="token")
        assert await socket.recv() == "pong token"


async def close_by_the_client():
    async with client() as socket:
        await socket.close(4002, "tschüß")
        assert (socket.close_code, socket.close_reason) == (4002, "tschüß")


async def close_by_the_server():
    async with client() as socket:
        await order(socket, order="close", code=4001, reason="enough")
        try:
            await socket.recv()
            raise AssertionError("not closed")
        except ConnectionClosed as closed:
            assert (closed.rcvd.code, closed.rcvd.reason) == (4001, "enough"), closed


async def compression():
    variants = [
        {},
        {"server_no_context_takeover": True, "client_no_context_takeover": True},
        {"server_max_window_bits": 9},
        {"server_max_window_bits": 10, "client_max_window_bits": 12},
    ]
    for parameters in variants:
        factory = ClientPerMessageDeflateFactory(**{"client_max_window_bits": True, **parameters})
        async with client(extensions=[factory]) as socket:
            assert "permessage-deflate" in socket.response.headers["Sec-WebSocket-Extensions"]
            for i in range(5):
                await echo(socket, f"{i} " + "compress me, " * 500)
            await echo(socket, b"\x00\xff" * 150_000)
            await echo(socket, "")


async def no_compression_unless_offered():
    async with client() as socket:
        assert "Sec-WebSocket-Extensions" not in socket.response.headers
        await echo(socket, "plain")


async def subprotocol():
    for offer, chosen in [(["v1.echo"], "v1.echo"), (["other", "v1.echo", "v2.echo"], "v1.echo"), (None, None)]:
        async with client(subprotocols=offer) as socket:
            assert socket.subprotocol == chosen, socket.subprotocol


async def many_messages_in_order():
    async with client() as socket:
        await order(socket, order="many", number=1000)
        for i in range(1000):
            assert await socket.recv() == f"message {i}"
        for i in range(1000):
            await socket.send(f"echo {i}")
        for i in range(1000):
            assert await socket.recv() == f"echo {i}"


async def a_hundred_clients_at_once():
    async def one(number):
        async with client() as socket:
            for i in range(20):
                await echo(socket, f"client {number} message {i}")

    await asyncio.gather(*(one(number) for number in range(100)))


async def main():
    tests = [value for name, value in globals().items() if asyncio.iscoroutinefunction(value) and name not in {"main", "echo", "order"}]
    failed = False
    for test in tests:
        name = test.__name__.replace("_", " ")
        try:
            await asyncio.wait_for(test(), PATIENCE)
            print(f"ok {name}")
        except Exception as error:
            failed = True
            print(f"FAILED {name}: {traceback.format_exception_only(error)[-1].strip()}")
    sys.exit(failed)


asyncio.run(main())
