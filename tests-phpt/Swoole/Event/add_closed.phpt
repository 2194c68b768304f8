--TEST--
Swoole\Event::add(): a stream that is closed while it is watched leaves its descriptor to others
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Socket;
use Swoole\Event;

Coroutine\run(function (): void {
    Swoole\Runtime::enableCoroutine(0);
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $fd = Event::add($one, fn () => print "never\n");
    fclose($one);

    $socket = new Socket(AF_INET, SOCK_STREAM, 0);
    $socket->bind('127.0.0.1', 0);
    $socket->listen();
    var_dump($socket->fd === $fd, $socket->accept(0.001), $socket->errCode === SOCKET_ETIMEDOUT);
    $socket->close();

    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    var_dump(Event::isset($one), Event::add($one, function ($stream): void {
        var_dump(fread($stream, 10));
        Event::del($stream);
    }) === $fd);
    fwrite($other, 'hello');
});
?>
--EXPECT--
bool(true)
bool(false)
bool(true)
bool(false)
bool(true)
string(5) "hello"
