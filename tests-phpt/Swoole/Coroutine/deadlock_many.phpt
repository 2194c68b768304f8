--TEST--
Several coroutines that nothing can wake: the report counts them and has a trace of each, whatever it waits for
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
            echo "destroyed\n";
        }
    }
    Coroutine\run(function () {
        $channel = new Coroutine\Channel();
        go(fn () => $channel->pop());
        go(function () use ($channel) {
            $held = new Held();
            $full = new Coroutine\Channel();
            $full->push(1);
            $full->push(2);
        });
        go(fn () => Coroutine::join([Coroutine::getPcid()]));
        Coroutine::yield();
    });
    PHP);
$output = $process->output();
echo strstr($output, "\n\n  [Coroutine", true), "\n";
preg_match_all('/^  \[Coroutine-(\d+)\]\n -{65}\n#0 .*: (Swoole.*)$/m', $output, $matches);
$waits = array_combine($matches[1], $matches[2]);
ksort($waits);
foreach ($waits as $id => $function) {
    echo "$id $function\n";
}
var_dump(substr_count($output, "destroyed\n"), str_contains($output, "\n\n " . str_repeat('=', 65) . "\n"));
echo $process->awaitExit(), "\n";
?>
--EXPECT--

 =================================================================
  [FATAL ERROR]: all coroutines (count: 4) are asleep - deadlock!
 =================================================================
1 Swoole\Coroutine::yield()
2 Swoole\Coroutine\Channel->pop()
3 Swoole\Coroutine\Channel->push()
4 Swoole\Coroutine::join()
int(1)
bool(true)
exit 0
