// Two tabs of headless Chromium in the chat example: node chromium.js PORT SCREENSHOT_DIRECTORY

import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium} from 'playwright-core';

const [port, directory] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), 'swoole-chromium-'));
const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
    ],
});
browser.setDefaultTimeout(20_000);

async function enter(name) {
    const page = await browser.newPage();
    page.on('pageerror', error => {
        console.log(`FAILED: an error in the page: ${error.message}`);
        process.exitCode = 1;
    });
    const response = await page.goto(`http://127.0.0.1:${port}/`);
    assert.equal(response.status(), 200);
    await page.fill('#name', name);
    await page.click('#join button');
    await page.waitForSelector('#state.online', {state: 'attached'});
    return page;
}

async function say(page, text) {
    await page.fill('#text', text);
    await page.press('#text', 'Enter');
}

const heard = (page, text) => page.locator('#messages li', {hasText: text}).waitFor();
const people = (page, text) => page.locator('#people', {hasText: text}).waitFor();

try {
    const ann = await enter('Ann');
    await people(ann, '1 online: Ann');
    console.log('ok the page loads and connects');

    const bob = await enter('Bob');
    await people(ann, '2 online: Ann, Bob');
    await people(bob, '2 online: Ann, Bob');
    console.log('ok both tabs see who is there');

    await say(ann, 'Hello Bob, grüß dich 🙂');
    await heard(bob, 'Hello Bob, grüß dich 🙂');
    await heard(ann, 'Hello Bob, grüß dich 🙂');
    await say(bob, 'Hello Ann');
    await heard(ann, 'Hello Ann');
    console.log('ok each tab sees what the other says');

    await say(bob, '<img src=x onerror="document.title=1">');
    await heard(ann, '<img src=x');
    assert.equal(await ann.locator('#messages img').count(), 0);
    console.log('ok markup is shown, not obeyed');

    await ann.screenshot({path: join(directory, 'chat.png')});
    console.log('ok screenshot');

    // The browser's own WebSocket: what it agreed upon, binary both ways, a clean close.
    const closed = await bob.evaluate(port => new Promise(resolve => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
        socket.onopen = () => socket.send('not JSON');
        socket.onclose = event => resolve(`${event.code} ${event.reason} ${event.wasClean}`);
    }), port);
    assert.equal(closed, '1008 not understood true');
    console.log('ok the close code and reason arrive, cleanly');

    await bob.close();
    await people(ann, '1 online: Ann');
    console.log('ok a closed tab leaves');
} catch (error) {
    console.log(`FAILED ${error.message}`);
    process.exitCode = 1;
} finally {
    await browser.close();
    rmSync(profile, {recursive: true, force: true});
}
