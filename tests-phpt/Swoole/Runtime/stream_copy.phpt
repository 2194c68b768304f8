--TEST--
stream_copy_to_stream(): the same in a coroutine as outside of one
--FILE--
<?php
function copies(): array
{
    $results = [];
    $memory = function (string $content) {
        $stream = fopen('php://memory', 'w+');
        fwrite($stream, $content);
        rewind($stream);

        return $stream;
    };
    $copy = function (...$arguments) use (&$results, $memory): void {
        try {
            $from = $memory('0123456789');
            $to = $memory('');
            $result = @stream_copy_to_stream($from, $to, ...$arguments);
            rewind($to);
            $results[] = [$result, stream_get_contents($to), stream_get_contents($from)];
        } catch (Throwable $error) {
            $results[] = get_class($error) . ': ' . $error->getMessage();
        }
    };
    $copy();
    $copy(null);
    $copy(0);
    $copy(3);
    $copy(10);
    $copy(11, 0);
    $copy(-1);
    $copy(-2);
    $copy(2, 4);
    $copy(2, -4);
    $copy(null, 9);
    $copy(null, 100);
    $copy('3');
    $copy('x');
    $copy(length: 2);
    $copy(offset: 8);
    $copy(1, 2, 3);
    $large = str_repeat('0123456789', 10_000);
    $from = $memory($large);
    stream_filter_append($from, 'string.rot13');
    $to = tmpfile();
    $results[] = [stream_copy_to_stream($from, $to), rewind($to), stream_get_contents($to) === $large];
    $closed = tmpfile();
    fclose($closed);
    foreach ([[$closed, $to], [$to, $closed], [1, $to], [$to, null], [stream_context_create(), $to], []] as $arguments) {
        try {
            $results[] = stream_copy_to_stream(...$arguments);
        } catch (Throwable $error) {
            $results[] = get_class($error) . ': ' . $error->getMessage();
        }
    }
    $readOnly = fopen(__FILE__, 'r');
    $results[] = @stream_copy_to_stream($memory('x'), $readOnly);
    $results[] = stream_copy_to_stream($memory(''), $to);

    return $results;
}

$outside = copies();
echo json_encode(array_slice($outside, 0, 3)), "\n";
Swoole\Coroutine\run(function () use ($outside): void {
    foreach (copies() as $i => $inside) {
        if ($inside !== $outside[$i]) {
            var_dump($i, $outside[$i], $inside);
        }
    }
});
?>
--EXPECT--
[[10,"0123456789",""],[10,"0123456789",""],[0,"","0123456789"]]
