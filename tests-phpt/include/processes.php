<?php

/** What tests of several processes need. The kernel is asked, not the server. */

declare(strict_types=1);

namespace SwooleTest;

use RuntimeException;

require __DIR__ . '/bootstrap.php';

/** The modes that a test runs in, as names of constants. */
const MODES = ['SWOOLE_BASE', 'SWOOLE_PROCESS'];

/**
 * The ids of the children of a process, in the order of their numbers.
 *
 * @return list<int>
 */
function children(int $pid): array
{
    $text = trim((string) @file_get_contents("/proc/$pid/task/$pid/children"));
    $pids = $text === '' ? [] : array_map(intval(...), explode(' ', $text));
    sort($pids);

    return $pids;
}

/** The process that a server's workers are children of. A port accepts connections before it is there. */
function manager(Server $server, string $mode): int
{
    return $mode === 'SWOOLE_BASE' ? $server->pid : awaitChildren($server->pid, 1)[0];
}

/**
 * Waits until a process has so many children.
 *
 * @return list<int> their ids, as from children()
 */
function awaitChildren(int $pid, int $count): array
{
    await(fn (): bool => count(children($pid)) === $count, "there are not $count children");

    return children($pid);
}

/**
 * The ids of a process and of everybody beneath it.
 *
 * @return list<int>
 */
function family(int $pid): array
{
    return array_merge([$pid], ...array_map(family(...), children($pid)));
}

/** What a process is doing, as ps(1) shows it: R, S, Z for one that was not waited for; null if there is none. */
function state(int $pid): ?string
{
    $stat = @file_get_contents("/proc/$pid/stat");

    return $stat === false ? null : substr((string) strrchr($stat, ')'), 2, 1);
}

/** Waits until a condition holds. */
function await(callable $condition, string $failure): void
{
    $deadline = microtime(true) + PATIENCE;
    while (!$condition()) {
        if (microtime(true) > $deadline) {
            throw new RuntimeException($failure);
        }
        usleep(2000);
    }
}

/**
 * Waits until processes have ended, and been waited for, and returns how many seconds that took.
 *
 * @param list<int> $pids
 */
function awaitGone(array $pids): float
{
    $start = microtime(true);
    await(fn (): bool => array_filter(array_map(state(...), $pids)) === [], 'processes are left');

    return microtime(true) - $start;
}

/** Whether somebody listens on a port. */
function isHeld(int $port): bool
{
    $socket = @stream_socket_server("tcp://127.0.0.1:$port");

    return $socket === false;
}

/** Sends a signal to a process. */
function kill(int $pid, int $signal): void
{
    // 0 and less stand for whole groups, that of the test among them.
    if ($pid <= 1 || !posix_kill($pid, $signal)) {
        throw new RuntimeException("there is no process $pid");
    }
}
