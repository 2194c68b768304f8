--TEST--
exit() in a coroutine: an ExitException, which may be caught; its status and flags
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\ExitException;

Coroutine\run(function () {
    $exits = [fn () => exit(), fn () => exit(3), fn () => exit('text'), fn () => die(0)];
    foreach ($exits as $exit) {
        try {
            $exit();
            echo "not reached\n";
        } catch (ExitException $exception) {
            echo $exception->getMessage(), ' ', json_encode($exception->getStatus()), ' ', $exception->getFlags() === SWOOLE_EXIT_IN_COROUTINE ? 'in coroutine' : 'elsewhere', "\n";
        }
    }
    go(function () {
        try {
            Coroutine::sleep(0.001);
            exit(4);
        } catch (ExitException $exception) {
            var_dump($exception->getStatus());
        } finally {
            echo "finally\n";
        }
    });
});
echo "after run\n";
?>
--EXPECT--
swoole exit null in coroutine
swoole exit 3 in coroutine
swoole exit "text" in coroutine
swoole exit 0 in coroutine
int(4)
finally
after run
