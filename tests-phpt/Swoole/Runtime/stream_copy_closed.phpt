--TEST--
stream_copy_to_stream() in a coroutine: another one may close either stream
--FILE--
<?php
use Swoole\Coroutine;

/** Uses memory that was freed a moment ago. */
function reuse(): array
{
    return array_map(fn ($i) => str_repeat(chr(65 + $i % 26), 176 + $i % 48), range(1, 200));
}

Coroutine\run(function (): void {
    $pair = fn () => stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $copy = function ($from, $to): int {
        return Coroutine::create(fn () => var_dump(stream_copy_to_stream($from, $to)));
    };

    [$from, $peer] = $pair();
    $id = $copy($from, $memory = fopen('php://memory', 'w+'));
    fclose($memory);
    $used = reuse();
    fwrite($peer, 'data');
    Coroutine::join([$id]);

    // A relay has a coroutine for each direction.
    [$client, $near] = $pair();
    [$far, $upstream] = $pair();
    $ids = [
        Coroutine::create(function () use ($near, $far): void {
            var_dump(stream_copy_to_stream($near, $far));
            fclose($near);
        }),
        $copy($far, $near),
    ];
    fwrite($client, 'request');
    var_dump(fread($upstream, 100));
    fclose($client);
    Coroutine::join([$ids[0]]);
    $used = reuse();
    fwrite($upstream, 'response');
    Coroutine::join([$ids[1]]);

    // The source goes while the target is full.
    [$to, $peer] = $pair();
    $from = fopen('php://memory', 'w+');
    fwrite($from, str_repeat('x', 4 << 20));
    rewind($from);
    $id = $copy($from, $to);
    fclose($from);
    $used = reuse();
    for ($read = 0; $read < 1000; $read += strlen((string) fread($peer, 1 << 16)));
    stream_set_timeout($peer, 0, 1000);
    while ((string) fread($peer, 1 << 16) !== '');
    Coroutine::join([$id]);
});
?>
--EXPECT--
bool(false)
string(7) "request"
int(7)
bool(false)
bool(false)
