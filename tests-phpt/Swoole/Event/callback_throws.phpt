--TEST--
An exception in a callback of Swoole\Event ends the program
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

foreach (['Swoole\Event::defer($throw);', 'Swoole\Event::cycle($throw); Swoole\Event::defer(fn () => 1);', 'Swoole\Event::add($one, null, $throw, SWOOLE_EVENT_WRITE);'] as $statement) {
    SwooleTest\runScript(<<<PHP
        [\$one, \$other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        \$throw = function () {
            throw new RuntimeException('boom');
        };
        $statement
        Swoole\Event::wait();
        echo "not reached\\n";
        PHP);
}
?>
--EXPECT--

Fatal error: Uncaught RuntimeException: boom in script.php:4
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in script.php on line 4
exit 255

Fatal error: Uncaught RuntimeException: boom in script.php:4
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in script.php on line 4
exit 255

Fatal error: Uncaught RuntimeException: boom in script.php:4
Stack trace:
#0 [internal function]: {closure}(Resource id #4)
#1 {main}
  thrown in script.php on line 4
exit 255
