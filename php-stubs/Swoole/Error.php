<?php

namespace Swoole;

/** What the server throws for a mistake in the program. */
class Error extends \Error
{
}
