--TEST--
Hooked streams: a second coroutine that reads or writes where another one waits is a fatal error; one may read while another writes
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$both = <<<'PHP'
    use Swoole\Coroutine;
    register_shutdown_function(fn () => print "shutdown function\n");
    Coroutine\run(function () {
        [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        for ($i = 0; $i < 2; $i++) {
            go(function () use ($one, $other) {
                try {
                    OPERATION;
                } finally {
                    echo "not reached\n";
                }
            });
        }
    });
    PHP;
SwooleTest\runScript(str_replace('OPERATION', 'fgets($one)', $both));
SwooleTest\runScript(str_replace('OPERATION', 'fwrite($one, str_repeat("x", 8 << 20))', $both));
SwooleTest\runScript(str_replace('OPERATION', 'stream_socket_recvfrom($one, 1)', $both));
SwooleTest\runScript(<<<'PHP'
    Swoole\Coroutine\run(function () {
        [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        $reader = go(fn () => print fgets($one));
        $ids[] = go(function () use ($one, &$written) {
            $written = fwrite($one, str_repeat("x", 8 << 20));
        });
        $selects = function () use ($one) {
            $read = [$one];
            $none = null;
            $count = stream_select($read, $none, $none, 10);
            echo "selected $count\n";
        };
        fwrite($other, "read\n");
        Swoole\Coroutine::join([$reader]);
        $ids[] = go($selects);
        $ids[] = go($selects);
        fwrite($other, "selected\n");
        for ($left = 8 << 20; $left > 0; $left -= strlen(fread($other, 1 << 16))) {
        }
        Swoole\Coroutine::join($ids);
        echo "written $written\n";
    });
    PHP);
?>
--EXPECTF--

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#2, reading of the same socket in coroutine#3 at the same time is not allowed in script.php:9
Stack trace:
#0 script.php(9): fgets(Resource id #%d)
#1 [internal function]: {closure}()
#2 {main}
  thrown in script.php on line 9
shutdown function
exit 255

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#2, writing of the same socket in coroutine#3 at the same time is not allowed in script.php:9
Stack trace:
#0 script.php(9): fwrite(Resource id #%d, 'xxxxxxxxxxxxxxx...')
#1 [internal function]: {closure}()
#2 {main}
  thrown in script.php on line 9
shutdown function
exit 255

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#2, reading of the same socket in coroutine#3 at the same time is not allowed in script.php:9
Stack trace:
#0 script.php(9): stream_socket_recvfrom(Resource id #%d, 1)
#1 [internal function]: {closure}()
#2 {main}
  thrown in script.php on line 9
shutdown function
exit 255
read
selected 1
selected 1
written 8388608
exit 0
