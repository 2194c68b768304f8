--TEST--
Swoole\Coroutine\System::dnsLookup(): IPv6, aliases, several addresses; answers of others are not believed, malformed ones end it
--FILE--
<?php
require __DIR__ . '/../../../include/threads.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use function SwooleTest\{coroutines, tell};

const V4 = "\0\1\0\1\0\0\0\x3c\0\4";
const CNAME = "\0\5\0\1\0\0\0\x3c";

/** An answer with these records, of which there are $count. */
function answer(string $query, int $count, string $records): string
{
    return substr($query, 0, 2) . "\x81\x80\0\1" . pack('n', $count) . "\0\0\0\0" . substr($query, 12) . $records;
}

coroutines(function (): void {
    $server = new Coroutine\Socket(AF_INET, SOCK_DGRAM, 0);
    $server->bind('127.0.0.1', 0);
    Coroutine::set(['dns_server' => '127.0.0.1:' . $server->getsockname()['port']]);

    $ask = function (string $name, callable $packets, int $type = AF_INET) use ($server): void {
        $id = go(function () use ($server, $packets): void {
            $query = $server->recvfrom($peer);
            foreach ($packets($query) as $packet) {
                $server->sendto($peer['address'], $peer['port'], $packet);
            }
        });
        tell($name, fn () => System::dnsLookup("$name.example", 5, $type));
        Coroutine::join([$id]);
    };
    $ask('v6', fn ($query) => [answer($query, 1, "\xc0\x0c\0\x1c\0\1\0\0\0\x3c\0\x10" . inet_pton('2001:db8::1'))], AF_INET6);
    $ask('alias', fn ($query) => [answer($query, 2, "\xc0\x0c" . CNAME . "\0\4\1a\xc0\x0c" . "\1a\xc0\x0c" . V4 . "\x7f\0\0\2")]);
    $ask('two', fn ($query) => [answer($query, 2, "\xc0\x0c" . V4 . "\x7f\0\0\3" . "\xc0\x0c" . V4 . "\x7f\0\0\4")]);
    $ask('another_id', fn ($query) => [
        ~substr($query, 0, 2) . substr(answer($query, 1, "\xc0\x0c" . V4 . "\x66\x66\x66\x66"), 2),
        answer($query, 1, "\xc0\x0c" . V4 . "\x7f\0\0\5"),
    ]);
    $ask('another_name', fn ($query) => [
        answer(str_replace('another', 'without', $query), 1, "\xc0\x0c" . V4 . "\x66\x66\x66\x66"),
        answer($query, 1, "\xc0\x0c" . V4 . "\x7f\0\0\6"),
    ]);
    $ask('loop', fn ($query) => [answer($query, 1, pack('n', 0xc000 | strlen($query)) . V4 . "\x7f\0\0\1")]);
    $ask('forwards', fn ($query) => [answer($query, 1, "\xc0\xff" . V4 . "\x7f\0\0\1")]);
    $ask('short', fn ($query) => [answer($query, 1, "\xc0\x0c" . V4 . "\x7f\0\0")]);
    $ask('fewer', fn ($query) => [answer($query, 0xffff, "\xc0\x0c" . V4 . "\x7f\0\0\1")]);
    $ask('nothing', fn ($query) => [answer($query, 0, '')]);
    $ask('empty', fn ($query) => ['']);
    foreach (['a..b', str_repeat('a', 64), rtrim(str_repeat('a.', 150), '.')] as $name) {
        tell('no name', fn () => System::dnsLookup($name, 5));
    }
    Coroutine::set(['dns_server' => 'nonsense']);
    tell('no server', fn () => System::dnsLookup('name.example', 5));
});
?>
--EXPECT--
v6: "2001:0db8:0000:0000:0000:0000:0000:0001"
alias: "127.0.0.2"
two: "127.0.0.3"
another_id: "127.0.0.5"
another_name: "127.0.0.6"
loop: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
forwards: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
short: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
fewer: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
nothing: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
empty: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
no name: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
no name: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
no name: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
no server: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
