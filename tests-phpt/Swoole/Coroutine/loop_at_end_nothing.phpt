--TEST--
go() without run(): a coroutine that does not wait leaves nothing to run
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    go(function () {
        echo "coroutine\n";
    });
    echo "end of script\n";
    PHP);
?>
--EXPECTF--
coroutine
end of script
%Aexit 0
