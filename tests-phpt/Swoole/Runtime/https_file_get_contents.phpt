--TEST--
Hooked file_get_contents() on https://
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
        $connection = stream_socket_accept($server, 10);
        while (rtrim((string) fgets($connection)) !== '') {
        }
        fwrite($connection, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret");
    });
    $context = stream_context_create(['ssl' => ['verify_peer' => false, 'verify_peer_name' => false], 'http' => ['timeout' => 10]]);
    var_dump(file_get_contents("https://127.0.0.1:$port/", false, $context));
});
?>
--EXPECT--
string(6) "secret"
