--TEST--
Swoole\Server: a subclass that forgets the parent's constructor gets an error, not a crash
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

foreach (['set([])', 'on("message", "strlen")', 'start()', 'push(1, "x")', 'close(1)', 'shutdown()', 'stats()', 'getClientList()'] as $call) {
    $run = SwooleTest\Server::run(<<<PHP
        <?php
        final class Forgetful extends Swoole\WebSocket\Server
        {
            public function __construct()
            {
            }
        }
        \$server = new Forgetful();
        try {
            \$server->$call;
        } catch (Throwable \$error) {
            echo get_class(\$error), "\n";
            exit(255);
        }
        PHP);
    echo $call, ' ', $run->awaitExit(), "\n";
}
?>
--EXPECT--
set([]) exit 255
on("message", "strlen") exit 255
start() exit 255
push(1, "x") exit 255
close(1) exit 255
shutdown() exit 255
stats() exit 255
getClientList() exit 255
