<?php

namespace Swoole\Coroutine;

/**
 * Values that belong to one coroutine, as \Swoole\Coroutine::getContext() returns them.
 *
 * Write them as array elements; it also has whatever else \ArrayObject has.
 */
class Context extends \ArrayObject
{
}
