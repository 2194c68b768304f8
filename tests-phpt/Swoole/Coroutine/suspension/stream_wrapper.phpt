--TEST--
Waiting inside a userland stream wrapper and a stream filter
--FILE--
<?php
use Swoole\Coroutine;

class SlowWrapper
{
    public $context;
    private string $data = '';

    public function stream_open(string $path, string $mode, int $options, ?string &$opened): bool
    {
        Coroutine::sleep(0.001);
        $this->data = "content of $path";

        return true;
    }

    public function stream_read(int $count): string
    {
        Coroutine::sleep(0.001);
        $part = substr($this->data, 0, 5);
        $this->data = substr($this->data, 5);

        return $part;
    }

    public function stream_eof(): bool
    {
        return $this->data === '';
    }

    public function stream_stat(): array
    {
        return [];
    }
}
class SlowFilter extends php_user_filter
{
    public function filter($in, $out, &$consumed, bool $closing): int
    {
        while ($bucket = stream_bucket_make_writeable($in)) {
            Coroutine::sleep(0.001);
            $bucket->data = strtoupper($bucket->data);
            $consumed += $bucket->datalen;
            stream_bucket_append($out, $bucket);
        }

        return PSFS_PASS_ON;
    }
}
stream_wrapper_register('slow', SlowWrapper::class);
stream_filter_register('slow.upper', SlowFilter::class);
$results = [];
Coroutine\run(function () use (&$results) {
    foreach (['one', 'two'] as $name) {
        go(function () use ($name, &$results) {
            $stream = fopen("slow://$name", 'r');
            stream_filter_append($stream, 'slow.upper');
            $results[$name] = stream_get_contents($stream);
        });
    }
    echo count($results), " before any wait\n";
});
ksort($results);
echo implode("\n", $results), "\n";
?>
--EXPECT--
0 before any wait
CONTENT OF SLOW://ONE
CONTENT OF SLOW://TWO
