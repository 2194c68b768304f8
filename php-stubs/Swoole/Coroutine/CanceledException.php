<?php

namespace Swoole\Coroutine;

/** What \Swoole\Coroutine::cancel() throws in a coroutine when it is told to throw. */
final class CanceledException extends \Exception
{
}
