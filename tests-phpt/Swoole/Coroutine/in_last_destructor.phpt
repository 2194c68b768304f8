--TEST--
The API in a destructor that runs when the script has ended: waiting and creating are refused
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

foreach (['Swoole\Coroutine::sleep(0.001)', 'go(fn () => print("not run\n"))'] as $statement) {
    $process = SwooleTest\Server::run(<<<PHP
        <?php
        class Last
        {
            public function __destruct()
            {
                echo "destructor\\n";
                $statement;
                echo "not reached\\n";
            }
        }
        \$last = new Last();
        go(fn () => Swoole\Coroutine::sleep(0.001));
        Swoole\Event::wait();
        PHP);
    echo substr_count($process->output(), "destructor\n"), preg_match('/^Fatal error: /m', $process->output()), substr_count($process->output(), "not reached\n"), ' ', $process->awaitExit(), "\n";
    preg_match('/API must be called in the coroutine|can not use coroutine in __destruct after php_request_shutdown/', $process->output(), $match);
    echo $match[0] ?? $process->output(), "\n";
}
?>
--EXPECT--
110 exit 255
API must be called in the coroutine
110 exit 255
can not use coroutine in __destruct after php_request_shutdown
