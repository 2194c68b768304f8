--TEST--
Swoole\Coroutine::cancel(): in waitEvent(), join(), waitSignal(), WaitGroup::wait() and in a hooked usleep()
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $sleeper = go(fn () => Coroutine::sleep(60));
    $waits = [
        'waitEvent' => fn () => System::waitEvent($one, SWOOLE_EVENT_READ, 60),
        'waitEvent without timeout' => fn () => System::waitEvent($one),
        'join' => fn () => Coroutine::join([$sleeper]),
        'waitSignal' => fn () => System::waitSignal(SIGUSR1),
        'WaitGroup' => fn () => (new Coroutine\WaitGroup(1))->wait(),
    ];
    foreach ($waits as $name => $wait) {
        $id = go(function () use ($name, $wait) {
            echo $name, ': ', json_encode([$wait(), Coroutine::isCanceled()]), "\n";
        });
        if (!Coroutine::cancel($id)) {
            echo "cannot cancel $name\n";
        }
    }
    $id = go(function () {
        usleep(60000000);
        var_dump(Coroutine::isCanceled());
    });
    var_dump(Coroutine::cancel($id), Coroutine::cancel($sleeper));
});
?>
--EXPECT--
waitEvent: [false,true]
waitEvent without timeout: [false,true]
join: [false,true]
waitSignal: [false,true]
WaitGroup: [false,true]
bool(true)
bool(true)
bool(true)
