<?php

namespace Swoole\Coroutine;

/** The ids of coroutines, as \Swoole\Coroutine::list() returns them. */
class Iterator extends \ArrayIterator
{
}
