--TEST--
Hooked TLS streams: server and clients in one process, by ssl:// and by stream_socket_enable_crypto()
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use Swoole\Coroutine;

$directory = SwooleTest\Server::temporaryDirectory();
$key = openssl_pkey_new(['private_key_bits' => 2048]);
$certificate = openssl_csr_sign(openssl_csr_new(['commonName' => 'localhost'], $key), null, $key, 2);
openssl_x509_export_to_file($certificate, "$directory/certificate.pem");
openssl_pkey_export_to_file($key, "$directory/key.pem");

Coroutine\run(function () use ($directory) {
    $server = stream_socket_server('ssl://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN,
        stream_context_create(['ssl' => ['local_cert' => "$directory/certificate.pem", 'local_pk' => "$directory/key.pem"]]));
    $port = substr(strrchr(stream_socket_get_name($server, false), ':'), 1);
    go(function () use ($server) {
        for ($i = 0; $i < 2; $i++) {
            $connection = stream_socket_accept($server, 10);
            go(function () use ($connection) {
                fwrite($connection, strtoupper(fgets($connection)));
                fclose($connection);
            });
        }
    });
    $context = stream_context_create(['ssl' => ['verify_peer' => false, 'verify_peer_name' => false]]);
    $client = stream_socket_client("ssl://127.0.0.1:$port", $code, $message, 10, STREAM_CLIENT_CONNECT, $context);
    fwrite($client, "by ssl\n");
    var_dump(stream_get_contents($client));

    $client = stream_socket_client("tcp://127.0.0.1:$port", $code, $message, 10, STREAM_CLIENT_CONNECT, $context);
    var_dump(stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT));
    fwrite($client, "by enable_crypto\n");
    var_dump(stream_get_contents($client));
});
?>
--EXPECT--
string(7) "BY SSL
"
bool(true)
string(17) "BY ENABLE_CRYPTO
"
