// The npm package `ws` against interop/server.php: node ws_client.js PORT

import assert from 'node:assert/strict';
import {once} from 'node:events';
import WebSocket from 'ws';

const url = `ws://127.0.0.1:${process.argv[2]}`;
const patience = 20_000;

async function connect(protocols, options) {
    const socket = new WebSocket(url, protocols, {perMessageDeflate: false, ...options});
    const queue = [];
    const waiting = [];
    socket.on('message', (data, isBinary) => {
        const message = isBinary ? data : data.toString();
        waiting.length > 0 ? waiting.shift()(message) : queue.push(message);
    });
    socket.receive = () => queue.length > 0 ? queue.shift() : new Promise(resolve => waiting.push(resolve));
    // An error is also the reason of the close that follows it, and is reported there.
    let failure = null;
    socket.on('error', error => failure = error);
    socket.on('close', code => waiting.splice(0).forEach(resolve => resolve(`closed ${code} ${failure?.message ?? ''}`)));
    await once(socket, 'open');
    return socket;
}

async function closed(socket) {
    const [code, reason] = await once(socket, 'close');
    return `${code} ${reason}`;
}

const order = (socket, message) => socket.send(JSON.stringify(message));

async function echo(socket, data) {
    socket.send(data);
    assert.deepEqual(await socket.receive(), data);
}

const tests = {
    async 'text, binary and empty messages'() {
        const socket = await connect();
        await echo(socket, 'Grüße, 世界, 🙂');
        await echo(socket, Buffer.from([0, 255, 1, 254]));
        await echo(socket, '');
        await echo(socket, Buffer.alloc(0));
        socket.close();
        await closed(socket);
    },
    async 'large messages'() {
        const socket = await connect();
        for (const length of [125, 126, 65535, 65536, 5_000_000]) {
            await echo(socket, Buffer.alloc(length, 'abc'));
        }
        socket.close();
        await closed(socket);
    },
    async 'fragments from the client'() {
        const socket = await connect();
        socket.send('one ', {fin: false});
        socket.send('two ', {fin: false});
        socket.ping('between');
        socket.send('three', {fin: true});
        const [pong] = await once(socket, 'pong');
        assert.equal(pong.toString(), 'between');
        assert.equal(await socket.receive(), 'one two three');
        socket.close();
        await closed(socket);
    },
    async 'fragments from the server'() {
        const socket = await connect();
        order(socket, {order: 'fragments', parts: ['ein ', 'zwei ', 'drei']});
        assert.equal(await socket.receive(), 'ein zwei drei');
        socket.close();
        await closed(socket);
    },
    async 'ping from the client'() {
        const socket = await connect();
        socket.ping('hello');
        const [data] = await once(socket, 'pong');
        assert.equal(data.toString(), 'hello');
        socket.close();
        await closed(socket);
    },
    async 'ping from the server'() {
        const socket = await connect();
        order(socket, {order: 'ping', data: 'token'});
        assert.equal(await socket.receive(), 'pong token');
        socket.close();
        await closed(socket);
    },
    async 'close by the client'() {
        const socket = await connect();
        socket.close(4002, 'tschüß');
        assert.equal(await closed(socket), '4002 tschüß');
    },
    async 'close without a code'() {
        const socket = await connect();
        socket.close();
        assert.equal(await closed(socket), '1005 ');
    },
    async 'close by the server'() {
        const socket = await connect();
        order(socket, {order: 'close', code: 4001, reason: 'enough'});
        assert.equal(await closed(socket), '4001 enough');
    },
    async 'violation: an unmasked frame'() {
        const socket = await connect();
        socket.send('naked', {mask: false});
        assert.match(await closed(socket), /^1002 /);
    },
    async 'compression, with and without context takeover'() {
        const variants = [
            {},
            {serverNoContextTakeover: true, clientNoContextTakeover: true},
            {serverMaxWindowBits: 10, clientMaxWindowBits: 11},
        ];
        for (const perMessageDeflate of variants) {
            const socket = await connect(undefined, {perMessageDeflate: {threshold: 0, ...perMessageDeflate}});
            assert.match(socket.extensions, /permessage-deflate/);
            for (let i = 0; i < 5; i++) {
                await echo(socket, `${i} ` + 'compress me, '.repeat(500));
            }
            await echo(socket, Buffer.alloc(300_000, 'compressible'));
            await echo(socket, '');
            const read = socket._socket.bytesRead;
            await echo(socket, 'a'.repeat(100_000));
            assert.ok(socket._socket.bytesRead - read < 2_000, 'the server does not compress');
            socket.close();
            await closed(socket);
        }
    },
    async 'no compression unless offered'() {
        const socket = await connect();
        assert.equal(socket.extensions, '');
        await echo(socket, 'plain');
        socket.close();
        await closed(socket);
    },
    async 'subprotocol'() {
        for (const [offer, chosen] of [[['v1.echo'], 'v1.echo'], [['other', 'v1.echo', 'v2.echo'], 'v1.echo'], [[], '']]) {
            const socket = await connect(offer);
            assert.equal(socket.protocol, chosen);
            socket.close();
            await closed(socket);
        }
    },
    async 'many messages in order'() {
        const socket = await connect();
        order(socket, {order: 'many', number: 1000});
        for (let i = 0; i < 1000; i++) {
            assert.equal(await socket.receive(), `message ${i}`);
        }
        for (let i = 0; i < 1000; i++) {
            socket.send(`echo ${i}`);
        }
        for (let i = 0; i < 1000; i++) {
            assert.equal(await socket.receive(), `echo ${i}`);
        }
        socket.close();
        await closed(socket);
    },
};

for (const [name, test] of Object.entries(tests)) {
    const timer = setTimeout(() => {
        console.log(`FAILED ${name}: nothing happened for too long`);
        process.exit(1);
    }, patience);
    try {
        await test();
        console.log(`ok ${name}`);
    } catch (error) {
        console.log(`FAILED ${name}: ${error.message}`);
        process.exitCode = 1;
    }
    clearTimeout(timer);
}
process.exit();
