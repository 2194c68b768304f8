// The peer on Node.js. Usage: node server.js echo|broadcast|http PORT

import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const [role, port] = process.argv.slice(2);
const address = { host: '127.0.0.1', port: Number(port) };

switch (role) {
  case 'echo':
    new WebSocketServer(address).on('connection', (socket) => {
      socket.on('message', (data, binary) => socket.send(data, { binary }));
    });
    break;
  case 'broadcast': {
    const server = new WebSocketServer(address);
    server.on('connection', (socket) => {
      socket.on('message', (data, binary) => {
        for (const client of server.clients) {
          client.send(data, { binary });
        }
      });
    });
    break;
  }
  case 'http':
    createServer((request, response) => {
      response.setHeader('Content-Type', 'text/plain');
      response.end('Hello, World!');
    }).listen(address);
    break;
  default:
    throw new Error(`unknown role: ${role}`);
}
