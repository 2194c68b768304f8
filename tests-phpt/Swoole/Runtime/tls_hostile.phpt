--TEST--
Hooked TLS streams: large writes in both directions, timeouts, a stream that is closed while others wait in it, strangers
--SKIPIF--
<?php
if (!extension_loaded('openssl')) {
    die('skip needs openssl');
}
?>
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;

$directory = SwooleTest\Server::temporaryDirectory();
$key = openssl_pkey_new(['private_key_bits' => 2048]);
$certificate = openssl_csr_sign(openssl_csr_new(['commonName' => 'localhost'], $key), null, $key, 2);
openssl_x509_export_to_file($certificate, "$directory/certificate.pem");
openssl_pkey_export_to_file($key, "$directory/key.pem");

foreach ([STREAM_CRYPTO_METHOD_TLSv1_2_SERVER, STREAM_CRYPTO_METHOD_TLSv1_3_SERVER] as $method) {
    Coroutine\run(function () use ($directory, $method) {
        $context = stream_context_create(['ssl' => [
            'local_cert' => "$directory/certificate.pem", 'local_pk' => "$directory/key.pem", 'crypto_method' => $method,
        ], 'socket' => ['tcp_nodelay' => true]]);
        $server = stream_socket_server('ssl://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, $context);
        $port = substr(strrchr(stream_socket_get_name($server, false), ':'), 1);
        $context = stream_context_create(['ssl' => ['verify_peer' => false, 'verify_peer_name' => false]]);
        $pair = function () use ($server, $port, $context) {
            $accepted = new Channel(1);
            go(fn () => $accepted->push(stream_socket_accept($server, 10)));
            $client = stream_socket_client("tls://127.0.0.1:$port", $code, $message, 10, STREAM_CLIENT_CONNECT, $context);

            return [$client, $accepted->pop()];
        };
        $data = random_bytes(4 << 20);
        [$client, $connection] = $pair();
        foreach ([$client, $connection] as $stream) {
            $ids[] = go(fn () => var_dump(fwrite($stream, $data) === strlen($data)));
            $ids[] = go(function () use ($stream, $data) {
                $read = '';
                while (strlen($read) < strlen($data) && !feof($stream)) {
                    $read .= fread($stream, 1 << 16);
                }
                var_dump($read === $data);
            });
        }
        Coroutine::join($ids);

        stream_set_timeout($client, 0, 20000);
        var_dump(fread($client, 10), stream_get_meta_data($client)['timed_out'], feof($client));
        fwrite($connection, 'late');
        var_dump(fread($client, 10), stream_get_meta_data($client)['timed_out']);
        stream_set_blocking($client, false);
        var_dump(fread($client, 10));
        stream_set_blocking($client, true);
        stream_set_timeout($client, 60);

        echo "cancel\n";
        $id = go(fn () => var_dump(fgets($client), feof($client)));
        Coroutine::cancel($id);

        echo "select\n";
        fwrite($connection, '0123456789');
        var_dump(fread($client, 3));
        $read = [$client];
        $none = null;
        var_dump(stream_select($read, $none, $none, 10), fread($client, 7));
        go(fn () => fwrite($connection, 'more'));
        var_dump(stream_select($read, $none, $none, 10), fread($client, 10));

        echo "close\n";
        $ids = [
            go(fn () => var_dump(fgets($client))),
            go(fn () => var_dump((int) @fwrite($client, str_repeat('x', 32 << 20)) < 32 << 20)),
        ];
        fclose($client);
        Coroutine::join($ids);
        fclose($connection);

        echo "strangers\n";
        $plain = stream_socket_server('tcp://127.0.0.1:0');
        $address = stream_socket_get_name($plain, false);
        foreach (["HTTP/1.1 400 Bad Request\r\n\r\n", ''] as $answer) {
            go(function () use ($plain, $answer) {
                $stranger = stream_socket_accept($plain);
                fwrite($stranger, $answer);
                fclose($stranger);
            });
            var_dump(@stream_socket_client("ssl://$address", $code, $message, 10, STREAM_CLIENT_CONNECT, $context));
        }
        $id = go(fn () => var_dump(@stream_socket_accept($server, 10)));
        $stranger = stream_socket_client("tcp://127.0.0.1:$port");
        fwrite($stranger, "GET / HTTP/1.1\r\n\r\n");
        Coroutine::join([$id]);
    });
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
string(0) ""
bool(true)
bool(false)
string(4) "late"
bool(false)
string(0) ""
cancel
bool(false)
bool(true)
select
string(3) "012"
int(1)
string(7) "3456789"
int(1)
string(4) "more"
close
bool(false)
bool(true)
strangers
bool(false)
bool(false)
bool(false)
bool(true)
bool(true)
bool(true)
bool(true)
string(0) ""
bool(true)
bool(false)
string(4) "late"
bool(false)
string(0) ""
cancel
bool(false)
bool(true)
select
string(3) "012"
int(1)
string(7) "3456789"
int(1)
string(4) "more"
close
bool(false)
bool(true)
strangers
bool(false)
bool(false)
bool(false)
