<?php

/**
 * What every phpt of this suite requires: a server in a process of its own, and strict clients for it.
 *
 * The clients are written against the RFCs with plain PHP streams and know nothing of the extension,
 * so that a mistake in the extension cannot hide itself.
 */

declare(strict_types=1);

namespace SwooleTest;

/** How long any single wait may take, in seconds. Only a failing test ever waits that long. */
const PATIENCE = 15.0;

require __DIR__ . '/Server.php';
require __DIR__ . '/script.php';
require __DIR__ . '/Socket.php';
require __DIR__ . '/HttpResponse.php';
require __DIR__ . '/HttpClient.php';
require __DIR__ . '/Frame.php';
require __DIR__ . '/Deflate.php';
require __DIR__ . '/WebSocketClient.php';

set_exception_handler(static function (\Throwable $failure): void {
    echo "\n", get_class($failure), ': ', $failure->getMessage(), "\n", $failure->getTraceAsString(), "\n";
    Server::explainFailure();
});

/** Prints each value as a line: booleans and null by name, arrays as JSON, objects as they convert to strings. */
function show(mixed ...$values): void
{
    foreach ($values as $value) {
        echo is_string($value) || $value instanceof \Stringable ? $value : json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), "\n";
    }
}
