<?php

// What coroutines cost by themselves. Prints nanoseconds of CPU time per operation.
// Usage: php coroutine_operations.php create|yield|channel|sleep|timer SECONDS

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Timer;

require __DIR__ . '/include/measure.php';

/** Coroutines that sleep at the same time. */
const SLEEPERS = 20_000;

/** A coroutine that does nothing. */
function create(float $limit): void
{
    $nothing = function () {
    };
    measure(function () use ($nothing) {
        for ($i = 0; $i < BATCH; $i++) {
            Coroutine::create($nothing);
        }
    }, $limit);
}

/** To another coroutine and back. */
function yielding(float $limit): void
{
    $more = true;
    $other = Coroutine::create(function () use (&$more) {
        while ($more) {
            Coroutine::yield();
        }
    });
    measure(function () use ($other) {
        for ($i = 0; $i < BATCH; $i++) {
            Coroutine::resume($other);
        }
    }, $limit);
    $more = false;
    Coroutine::resume($other);
}

/** An element from one coroutine to another. */
function channel(float $limit): void
{
    $channel = new Channel(1);
    Coroutine::create(function () use ($channel) {
        while ($channel->pop() !== false) {
        }
    });
    measure(function () use ($channel) {
        for ($i = 0; $i < BATCH; $i++) {
            $channel->push($i);
        }
    }, $limit);
    $channel->push(false);
}

/** Coroutines that sleep, all at the same time. */
function sleeping(float $limit): void
{
    $wait = new Coroutine\WaitGroup();
    measure(function () use ($wait) {
        for ($i = 0; $i < BATCH; $i += SLEEPERS) {
            $wait->add(SLEEPERS);
            for ($j = 0; $j < SLEEPERS; $j++) {
                Coroutine::create(function () use ($wait) {
                    Coroutine::sleep(0.01);
                    $wait->done();
                });
            }
            $wait->wait();
        }
    }, $limit);
}

/** Timers, all at the same time. */
function timer(float $limit): void
{
    $channel = new Channel(1);
    measure(function () use ($channel) {
        $left = BATCH;
        $fired = function () use (&$left, $channel) {
            if (--$left === 0) {
                $channel->push(true);
            }
        };
        for ($i = 0; $i < BATCH; $i++) {
            Timer::after(10 + $i % 100, $fired);
        }
        $channel->pop();
    }, $limit);
}

Coroutine\run(match ($argv[1]) {
    'create' => create(...),
    'yield' => yielding(...),
    'channel' => channel(...),
    'sleep' => sleeping(...),
    'timer' => timer(...),
}, (float) $argv[2]);
