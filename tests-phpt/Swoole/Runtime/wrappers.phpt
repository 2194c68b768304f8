--TEST--
Hooked streams behind stream wrappers of the script: opening, reading and closing may wait in several coroutines at once
--FILE--
<?php
use Swoole\Coroutine;

class Wrapper
{
    public $context;
    private $stream;

    public function stream_open(string $path, string $mode, int $options, ?string &$opened): bool
    {
        [$this->stream, $peer] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        Coroutine::sleep(strlen($path) / 1000);
        go(function () use ($peer, $path) {
            foreach (['content', ' of ', $path] as $part) {
                Coroutine::sleep(0.001);
                fwrite($peer, $part);
            }
            fclose($peer);
        });

        return true;
    }

    public function stream_read(int $count): string
    {
        return fread($this->stream, $count);
    }

    public function stream_eof(): bool
    {
        return feof($this->stream);
    }

    public function stream_stat(): array
    {
        return [];
    }

    public function stream_close(): void
    {
        Coroutine::sleep(0.001);
        fclose($this->stream);
    }
}

stream_wrapper_register('test', Wrapper::class);
Coroutine\run(function () {
    // The first that is opened is the last to be open.
    foreach (['longer', 'long', 'l', 'same', 'same'] as $name) {
        $ids[] = go(fn () => print file_get_contents("test://$name") . "\n");
    }
    Coroutine::join($ids);
    echo file_get_contents('test://last'), "\n";
});
?>
--EXPECT--
content of test://l
content of test://long
content of test://same
content of test://same
content of test://longer
content of test://last
