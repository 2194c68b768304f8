// The npm package `ws` as a server for client.php: node ws_server.js. Prints its port, and ends with its input.

import {WebSocketServer} from 'ws';

const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    maxPayload: 16 * 1024 * 1024,
    perMessageDeflate: {threshold: 0},
    handleProtocols: protocols => protocols.has('v1.echo') ? 'v1.echo' : false,
});
// The reasons of closed connections by code.
const closes = new Map();

server.on('listening', () => console.log(server.address().port));
server.on('connection', socket => {
    // An error is also the reason of the close that follows it.
    socket.on('error', () => {});
    socket.on('close', (code, reason) => closes.set(code, reason.toString()));
    socket.on('pong', data => socket.send(`pong ${data}`));
    socket.on('message', (data, isBinary) => {
        const order = !isBinary && data.toString().startsWith('{"order"') ? JSON.parse(data) : {order: 'echo'};
        switch (order.order) {
            case 'close':
                socket.close(order.code, order.reason);
                break;
            case 'ping':
                socket.ping(order.data);
                break;
            case 'fragments':
                order.parts.forEach((part, i) => socket.send(part, {fin: i === order.parts.length - 1}));
                break;
            case 'many':
                for (let i = 0; i < order.number; i++) {
                    socket.send(`message ${i}`);
                }
                break;
            case 'closed':
                socket.send(closes.get(order.code) ?? '');
                break;
            case 'subprotocol':
                socket.send(socket.protocol);
                break;
            default:
                socket.send(data, {binary: isBinary});
        }
    });
});

process.stdin.on('end', () => process.exit()).resume();
