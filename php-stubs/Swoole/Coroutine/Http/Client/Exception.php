<?php

namespace Swoole\Coroutine\Http\Client;

/** What the constructor of \Swoole\Coroutine\Http\Client throws; its code is an errno. */
class Exception extends \Swoole\Exception
{
}
