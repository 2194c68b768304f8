--TEST--
Swoole\Server: a constructor that cannot listen throws Swoole\Exception with the errno and its text
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\Server;

$taken = stream_socket_server('tcp://127.0.0.1:0');
$port = (int) substr(strrchr(stream_socket_get_name($taken, false), ':'), 1);
$cases = [
    "'127.0.0.1', $port", "'8.8.8.8', 0", "'999.1.1.1', 0", "'', 0", "'127.0.0.1', 70000", "'127.0.0.1', -1",
    "'127.0.0.1', 0, 77", "'127.0.0.1', 0, SWOOLE_BASE, 99", '[], 0', '',
];
foreach ($cases as $arguments) {
    $run = Server::run(<<<PHP
        <?php
        try {
            new Swoole\WebSocket\Server($arguments);
            echo "constructed\\n";
        } catch (Throwable \$error) {
            echo 'result: ', get_class(\$error), '(', \$error->getCode(), ') ', \$error->getMessage(), "\\n";
        }
        PHP);
    preg_match('/^result: (.*)$/m', $run->output(), $line);
    echo str_replace((string) $port, 'PORT', $line[1] ?? $run->output()), $run->awaitExit() === 'exit 0' ? "\n" : "failed\n";
}
?>
--EXPECT--
Swoole\Exception(98) failed to listen server port[127.0.0.1:PORT], Error: Address already in use[98]
Swoole\Exception(99) failed to listen server port[8.8.8.8:0], Error: Cannot assign requested address[99]
Swoole\Exception(0) failed to listen server port[999.1.1.1:0], Error: Success[0]
Swoole\Exception(0) failed to listen server port[:0], Error: Success[0]
Swoole\Exception(9004) failed to listen server port[127.0.0.1:70000], Error: Server invalid listen port[9004]
Swoole\Exception(9004) failed to listen server port[127.0.0.1:-1], Error: Server invalid listen port[9004]
Error(0) invalid $mode parameters 77
Swoole\Exception(94) failed to listen server port[127.0.0.1:0], Error: Socket type not supported[94]
TypeError(0) Swoole\Server::__construct(): Argument #1 ($host) must be of type string, array given
ArgumentCountError(0) Swoole\Server::__construct() expects at least 1 argument, 0 given
