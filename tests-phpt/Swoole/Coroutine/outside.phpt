--TEST--
The API that waits, outside of a coroutine: the fatal error 'API must be called in the coroutine', which cannot be caught
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\Server;

$calls = [
    'Coroutine::yield()', 'Coroutine::suspend()', 'Coroutine::sleep(0.01)', 'Coroutine::join([1])', 'Coroutine::isCanceled()', 'Coroutine::setTimeLimit(1)',
    'Coroutine::defer(fn () => 1)', 'defer("time")', 'swoole_coroutine_defer("time")', 'Coroutine\System::sleep(0.01)', 'Coroutine\System::readFile(__FILE__)',
    'Coroutine\System::writeFile(__FILE__ . ".new", "x")', 'Coroutine\System::exec("true")', 'Coroutine\System::waitEvent(0)', 'Coroutine\System::wait()',
    'Coroutine\System::waitPid(1)', 'Coroutine\System::waitSignal(10)', 'Coroutine\System::gethostbyname("localhost")',
    'Coroutine\System::getaddrinfo("localhost")', 'Coroutine\System::dnsLookup("localhost")', '(new Coroutine\Channel())->push(1)',
    '(new Coroutine\Channel())->pop(0.01)', '(new Coroutine\WaitGroup(1))->wait(0.01)', 'swoole_async_dns_lookup_coro("localhost")',
];
foreach (array_chunk($calls, 4) as $chunk) {
    $running = [];
    foreach ($chunk as $call) {
        $running[$call] = Server::spawn(<<<PHP
            <?php
            use Swoole\Coroutine;
            try {
                $call;
                echo 'returned';
            } catch (Throwable \$throwable) {
                echo 'caught';
            } finally {
                echo 'finally';
            }
            PHP);
    }
    foreach ($running as $call => $process) {
        $end = $process->awaitExit();
        if ($end !== 'exit 255' || !preg_match(<<<'REGEX'
            /^\nFatal error: Uncaught Swoole\\Error: API must be called in the coroutine in .+:\d+\nStack trace:\n(#.*\n)+  thrown in .+ on line \d+\n$/
            REGEX, $process->output())) {
            echo "$call: $end\n", $process->output();
        }
    }
}
echo "done\n";
?>
--EXPECT--
done
