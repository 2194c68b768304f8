--TEST--
Swoole\Timer: bad arguments
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    function attempt(callable $call): void
    {
        try {
            echo json_encode($call()), "\n";
        } catch (Throwable $error) {
            echo get_class($error), ': ', $error->getMessage(), "\n";
        }
    }
    $server->on('message', function ($server, $frame) {
        attempt(fn () => Swoole\Timer::tick(0, fn () => null));
        attempt(fn () => Swoole\Timer::after(0, fn () => null));
        attempt(fn () => Swoole\Timer::tick(-5, fn () => null));
        attempt(fn () => Swoole\Timer::after(10, 'undefined_function'));
        attempt(fn () => Swoole\Timer::after('soon', fn () => null));
        attempt(fn () => Swoole\Timer::after(10));
        attempt(fn () => Swoole\Timer::clear(0));
        attempt(fn () => Swoole\Timer::clear(-1));
        $server->push($frame->fd, 'alive');
    });
    PHP);
echo WebSocketClient::connect($server->port)->ask('go'), "\n";
echo preg_replace('/ in \/\S+ on line \d+/', '', $server->output());
?>
--EXPECT--
alive

Warning: Swoole\Timer::tick(): Timer must be greater than or equal to 1
false

Warning: Swoole\Timer::after(): Timer must be greater than or equal to 1
false

Warning: Swoole\Timer::tick(): Timer must be greater than or equal to 1
false
TypeError: Swoole\Timer::after(): Argument #2 ($callback) must be a valid callback, function "undefined_function" not found or invalid function name
TypeError: Swoole\Timer::after(): Argument #1 ($ms) must be of type int, string given
ArgumentCountError: Swoole\Timer::after() expects at least 2 arguments, 1 given
false
false
