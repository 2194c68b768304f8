<?php

namespace Swoole\Coroutine\Socket;

/** What \Swoole\Coroutine\Socket throws when it cannot be made or is misused; its code is an errno. */
class Exception extends \Swoole\Exception
{
}
