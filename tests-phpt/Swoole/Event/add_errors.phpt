--TEST--
Swoole\Event::add(): wrong descriptors, missing callbacks, impossible events and a second time are refused
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$read = fn () => null;
$attempts = [
    'no number' => fn () => Swoole\Event::add('text', $read),
    'negative' => fn () => Swoole\Event::add(-1, $read),
    'no callback' => fn () => Swoole\Event::add($one),
    'no write callback' => fn () => Swoole\Event::add($one, $read, null, SWOOLE_EVENT_WRITE),
    'not callable' => fn () => Swoole\Event::add($one, 'absent function'),
    'no events' => fn () => Swoole\Event::add($one, $read, null, 1),
    'first' => fn () => is_int(Swoole\Event::add($one, $read)),
    'twice' => fn () => Swoole\Event::add($one, $read),
    'closed' => function () use ($read) {
        $stream = fopen('php://memory', 'r');
        fclose($stream);

        return Swoole\Event::add($stream, $read);
    },
];
foreach ($attempts as $name => $attempt) {
    try {
        $result = @$attempt();
        echo "$name: ", json_encode($result), "\n";
    } catch (Throwable $throwable) {
        echo "$name: ", get_class($throwable), "\n";
    }
}
Swoole\Event::del($one);
Swoole\Event::wait();
?>
--EXPECT--
no number: false
negative: false
no callback: false
no write callback: false
not callable: Swoole\Exception
no events: false
first: true
twice: false
closed: TypeError
