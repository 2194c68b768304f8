<?php

namespace Swoole\Coroutine;

/** What is thrown in a coroutine that outlives its \Swoole\Coroutine::setTimeLimit(). */
final class TimeoutException extends \Exception
{
}
