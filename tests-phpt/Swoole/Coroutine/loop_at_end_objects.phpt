--TEST--
go() without run(): objects of the script live while the coroutines go on, and are destroyed afterwards
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    class Thing
    {
        public function __destruct()
        {
            echo "destroyed\n";
        }
    }
    $thing = new Thing();
    go(function () use ($thing) {
        Swoole\Coroutine::sleep(0.01);
        echo "goes on\n";
    });
    echo "end of script\n";
    PHP);
?>
--EXPECTF--
end of script
%Agoes on
destroyed
exit 0
