--TEST--
Swoole\Coroutine has the methods of System, too
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use Swoole\Coroutine;

$directory = SwooleTest\Server::temporaryDirectory();
Coroutine\run(function () use ($directory) {
    var_dump(Coroutine::writeFile("$directory/file", 'content'), Coroutine::readFile("$directory/file"));
    var_dump(Coroutine::exec('echo x')['output'], Coroutine::gethostbyname('127.0.0.1'), Coroutine::getaddrinfo('127.0.0.1'));
    [$one] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    var_dump(Coroutine::waitEvent($one, SWOOLE_EVENT_READ, 0.01), Coroutine::waitSignal(SIGUSR1, 0.01), Coroutine::wait(0.01), Coroutine::waitPid(getmypid(), 0.01));
    var_dump(isset(Coroutine::statvfs('/')['blocks']), Coroutine::sleep(0.001));
});
?>
--EXPECT--
int(7)
string(7) "content"
string(2) "x
"
string(9) "127.0.0.1"
array(1) {
  [0]=>
  string(9) "127.0.0.1"
}
int(512)
bool(false)
bool(false)
bool(false)
bool(true)
bool(true)
