--TEST--
Memory: coroutines that are left over at the end release what they hold
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$process = SwooleTest\Server::run(<<<'PHP'
    <?php
    use Swoole\Coroutine;
    class Held
    {
        public function __destruct()
        {
            echo "released\n";
        }
    }
    Coroutine::set(['enable_deadlock_check' => false]);
    Coroutine\run(function () {
        for ($i = 0; $i < 100; $i++) {
            go(function (Held $argument) {
                $local = new Held();
                Coroutine::defer(fn () => 1);
                array_map(function ($x) use ($local) {
                    foreach ([new Held()] as $item) {
                        Coroutine::yield();
                    }
                }, [1]);
            }, new Held());
        }
    });
    echo "script goes on\n";
    PHP);
$output = $process->output();
echo substr_count($output, "released\n"), ' ', str_replace("released\n", '', $output), $process->awaitExit(), "\n";
?>
--EXPECT--
300 script goes on
exit 0
