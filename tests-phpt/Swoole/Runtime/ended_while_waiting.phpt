--TEST--
Hooked streams: the process ends while a coroutine waits in one, and a destructor writes to another
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$script = <<<'PHP'
    use Swoole\Coroutine;
    class Owner {
        public function __construct(public $stream) {}
        public function __destruct() {
            echo 'destructor: ', fwrite($this->stream, "bye\n"), "\n";
            fclose($this->stream);
        }
    }
    register_shutdown_function(fn () => print "shutdown function\n");
    Coroutine\run(function () {
        [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        go(function () use ($one, $other) {
            $owner = new Owner($other);
            fgets($one);
            echo "not reached\n";
        });
        Coroutine::sleep(0.001);
        END;
    });
    PHP;
foreach (['exit(3)', 'throw new Exception("thrown")', 'str_repeat("x", 1 << 40)', 'trigger_error("raised", E_USER_ERROR)', 'Swoole\Event::exit()'] as $end) {
    echo "-- $end\n";
    SwooleTest\runScript(str_replace('END', $end, $script));
}
echo "-- the end of the script\n";
SwooleTest\runScript(<<<'PHP'
    Swoole\Runtime::enableCoroutine();
    Swoole\Coroutine::set(['enable_deadlock_check' => false]);
    foreach ([fn ($one) => fgets($one), fn ($one) => fwrite($one, str_repeat('x', 4 << 20))] as $wait) {
        go(function () use ($wait) {
            [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
            try {
                $wait($one);
                echo "not reached\n";
            } finally {
                echo 'finally ', fwrite($other, "bye\n"), "\n";
            }
        });
    }
    go(function () {
        $read = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        $none = null;
        try {
            stream_select($read, $none, $none, null);
        } finally {
            echo 'selected ', count($read), "\n";
        }
    });
    Swoole\Timer::after(1, fn () => Swoole\Event::exit());
    PHP);
?>
--EXPECTF--
-- exit(3)

Fatal error: Uncaught Swoole\ExitException: swoole exit in script.php:%d
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in script.php on line %d
shutdown function
destructor: 4
exit 255
-- throw new Exception("thrown")

Fatal error: Uncaught Exception: thrown in script.php:%d
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in script.php on line %d
shutdown function
destructor: 4
exit 255
-- str_repeat("x", 1 << 40)

Fatal error: Allowed memory size of %d bytes exhausted (tried to allocate %d bytes) in script.php on line %d
shutdown function
exit 255
-- trigger_error("raised", E_USER_ERROR)

Fatal error: raised in script.php on line %d
shutdown function
exit 255
-- Swoole\Event::exit()
%A[FATAL ERROR]: all coroutines (count: 1) are asleep - deadlock!
%Ashutdown function
destructor: 4
exit 0
-- the end of the script
finally 4
finally 4
selected 2
exit 0
