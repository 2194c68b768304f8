<?php

namespace Swoole\Timer;

/** The ids of timers, as \Swoole\Timer::list() returns them. */
class Iterator extends \ArrayIterator
{
}
