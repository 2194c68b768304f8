--TEST--
Swoole\Coroutine\Socket::sendFile(): whole, a part, larger than the kernel buffers, missing
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use SwooleTest\Server;
use function SwooleTest\{coroutines, pair, readToEnd, show, showError};

$directory = Server::temporaryDirectory();
file_put_contents("$directory/small", '0123456789');
$large = random_bytes(6 << 20);
file_put_contents("$directory/large", $large);

coroutines(function () use ($directory, $large): void {
    [$client, $server] = pair();
    show($client->sendFile("$directory/small"), $server->recvAll(10));
    show($client->sendFile("$directory/small", 7), $server->recvAll(3));
    show($client->sendFile(file: "$directory/small", offset: 2, length: 3), $server->recvAll(3));
    Coroutine::create(fn () => show('sent ' . json_encode($client->sendFile("$directory/large"))));
    show($server->recvAll(6 << 20) === $large);

    show($client->sendFile("$directory/missing"));
    echo str_replace($directory, 'DIR', $client->errMsg), ' ', $client->errCode === SOCKET_ENOENT ? 'ENOENT' : $client->errCode, "\n";
    show($client->sendFile(''));
    show($client->sendFile("$directory/small", 5, 100));
    $client->close();
    show(readToEnd($server));
});
?>
--EXPECTF--
true
0123456789
true
789
true
234
sent true
true
false
open(DIR/missing) failed, No such file or directory ENOENT

Warning: Swoole\Coroutine\Socket::sendFile(): file to send is empty in %s on line %d
false
false
56789
