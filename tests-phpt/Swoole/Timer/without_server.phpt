--TEST--
Swoole\Timer: timers of a script without a server run when the script ends, until none is left
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$run = SwooleTest\Server::run(<<<'PHP'
    <?php
    Swoole\Timer::after(10, function () {
        echo "after\n";
    });
    Swoole\Timer::tick(5, function (int $id) {
        static $count = 0;
        if (++$count === 3) {
            Swoole\Timer::clear($id);
            echo "three ticks\n";
        }
    });
    echo "end of script\n";
    PHP);
echo $run->output(), $run->awaitExit(), "\n";
?>
--EXPECTF--
end of script
%Aafter
%A
