"""The PyPI package `websockets` as a server for client.php: python websockets_server.py.

Prints its port, and ends with its input.
"""

import asyncio
import json
import sys

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

# The reasons of closed connections by code.
closes = {}


async def pong(socket, data):
    await (await socket.ping(data))
    await socket.send(f"pong {data}")


async def obey(socket, order):
    match order["order"]:
        case "close":
            await socket.close(order["code"], order["reason"])
        case "ping":
            asyncio.create_task(pong(socket, order["data"]))
        case "fragments":
            await socket.send(order["parts"])
        case "many":
            for i in range(order["number"]):
                await socket.send(f"message {i}")
        case "closed":
            await socket.send(closes.get(order["code"], ""))
        case "subprotocol":
            await socket.send(socket.subprotocol or "")


async def handle(socket):
    try:
        async for message in socket:
            if isinstance(message, str) and message.startswith('{"order"'):
                await obey(socket, json.loads(message))
            else:
                await socket.send(message)
    except ConnectionClosed:
        pass
    closes[socket.close_code] = socket.close_reason


def subprotocol(socket, offers):
    return "v1.echo" if "v1.echo" in offers else None


async def main():
    async with serve(handle, "127.0.0.1", 0, max_size=None, ping_interval=None, select_subprotocol=subprotocol) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
