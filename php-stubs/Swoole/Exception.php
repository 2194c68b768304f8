<?php

namespace Swoole;

/** What the server throws when it cannot do as it was told. */
class Exception extends \Exception
{
}
