<?php

/** Children of pcntl_fork(), for what processes share. They need the extensions pcntl and posix. */

declare(strict_types=1);

namespace SwooleTest;

/** Runs `$body` in a child, which ends with it, and returns its process id. */
function child(callable $body): int
{
    $pid = pcntl_fork();
    if ($pid === 0) {
        $body();
        exit(0);
    }
    // It must not be taken for the id of a process: -1 stands for all of them.
    return $pid > 0 ? $pid : exit("fork() failed\n");
}

/** Waits for children. One that has failed or was killed is told of. */
function reap(int ...$pids): void
{
    foreach ($pids as $pid) {
        pcntl_waitpid($pid, $status);
        if ($status !== 0) {
            echo "a child has ended with status $status\n";
        }
    }
}

/** Kills a child in the middle of what it does, and waits for its end. */
function killChild(int $pid): void
{
    posix_kill($pid, SIGKILL);
    pcntl_waitpid($pid, $status);
}

/** Waits until another process has made something true. */
function until(callable $condition): void
{
    for ($end = microtime(true) + 15; !$condition(); usleep(100)) {
        if (microtime(true) > $end) {
            exit("waited in vain\n");
        }
    }
}
