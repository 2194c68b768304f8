--TEST--
go() without run(): the coroutine runs at once until it waits; the event loop runs when the script ends, after shutdown functions registered before it
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    register_shutdown_function(function () {
        echo "registered before\n";
    });
    go(function () {
        echo "starts\n";
        Swoole\Coroutine::sleep(0.01);
        echo "goes on\n";
    });
    register_shutdown_function(function () {
        echo "registered afterwards\n";
    });
    echo "end of script\n";
    PHP);
?>
--EXPECTF--
starts
end of script
registered before
%Agoes on
registered afterwards
exit 0
