<?php

/** What tests of the threads for files and names have in common. */

declare(strict_types=1);

namespace SwooleTest;

use Closure;
use Swoole\Coroutine;
use Swoole\Coroutine\System;

require_once __DIR__ . '/network.php';

/**
 * Keeps this many threads busy: each waits for a file that is locked. Returns a function that frees them and waits until
 * the coroutines that have asked for the file have got it.
 */
function occupy(int $threads): Closure
{
    $path = Server::temporaryDirectory() . '/locked';
    $file = fopen($path, 'w');
    flock($file, LOCK_EX);
    $readers = [];
    for ($i = 0; $i < $threads; ++$i) {
        $readers[] = Coroutine::create(fn () => System::readFile($path, LOCK_EX));
    }
    while (Coroutine::stats()['aio_queue_size'] > 0) {
        usleep(100);
    }

    return function () use ($file, $readers): void {
        flock($file, LOCK_UN);
        Coroutine::join($readers);
    };
}

/** What a call returns, as a line of JSON, and the last error by its name. */
function tell(string $name, Closure $call): void
{
    swoole_clear_error();
    $result = json_encode($call());
    $code = swoole_last_error();
    $names = array_flip(array_filter(get_defined_constants(true)['swoole'], fn ($value, $name) => is_int($value) && str_starts_with($name, 'SWOOLE_ERROR_'), ARRAY_FILTER_USE_BOTH));
    echo "$name: $result", $code === 0 ? '' : ' ' . ($names[$code] ?? $code), "\n";
}
