"""The peer on Python: PyPI's websockets on asyncio. Usage: python3 server.py echo|broadcast PORT"""

import asyncio
import sys

from websockets.asyncio.server import broadcast, serve
from websockets.exceptions import ConnectionClosed

connections = set()


async def echo(connection):
    async for message in connection:
        await connection.send(message)


async def to_all(connection):
    connections.add(connection)
    try:
        async for message in connection:
            broadcast(connections, message)
    except ConnectionClosed:
        pass
    finally:
        connections.remove(connection)


async def main(role, port):
    handler = {"echo": echo, "broadcast": to_all}[role]
    # No keepalive pings: no other server sends any. No compression: no client offers any.
    async with serve(
        handler, "127.0.0.1", port, ping_interval=None, compression=None, backlog=1024
    ) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
