--TEST--
Swoole\WebSocket\Server::unpack(): bytes that are no whole frame give false
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

$run = SwooleTest\Server::run(<<<'PHP'
    <?php
    foreach (['', "\x81", "\x81\x05Hel", "\x81\x7e\x00", "\x81\x85ab", "\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xffab"] as $bytes) {
        echo 'result: ', var_export(@Swoole\WebSocket\Server::unpack($bytes), true), "\n";
    }
    PHP);
echo substr_count($run->output(), 'false'), ' of ', substr_count($run->output(), 'result: '), ', ', $run->awaitExit(), "\n";
?>
--EXPECT--
6 of 6, exit 0
