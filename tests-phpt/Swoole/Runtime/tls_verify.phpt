--TEST--
Hooked TLS streams: a certificate that is not trusted is refused, and trusted by cafile with the right name
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
    $acceptor = go(function () use ($server) {
        while (true) {
            $connection = @stream_socket_accept($server, 10);
            if (Coroutine::isCanceled()) {
                break;
            }
            if ($connection !== false) {
                @fwrite($connection, "welcome\n");
            }
        }
    });
    $contexts = [
        'not trusted' => ['verify_peer' => true],
        'trusted' => ['verify_peer' => true, 'cafile' => "$directory/certificate.pem", 'peer_name' => 'localhost'],
        'other name' => ['verify_peer' => true, 'cafile' => "$directory/certificate.pem", 'peer_name' => 'other.example'],
        'self-signed allowed' => ['verify_peer' => true, 'allow_self_signed' => true, 'peer_name' => 'localhost'],
    ];
    foreach ($contexts as $name => $options) {
        $client = @stream_socket_client("ssl://127.0.0.1:$port", $code, $message, 10, STREAM_CLIENT_CONNECT, stream_context_create(['ssl' => $options]));
        echo "$name: ", $client === false ? 'refused' : trim(fgets($client)), "\n";
        $client = null;
    }
    Coroutine::cancel($acceptor);
});
?>
--EXPECTF--
%Anot trusted: refused
trusted: welcome
%Aother name: refused
self-signed allowed: welcome
