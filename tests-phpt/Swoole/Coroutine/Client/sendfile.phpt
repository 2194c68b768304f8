--TEST--
Swoole\Coroutine\Client::sendfile(): whole, a part, missing, and not on UDP
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\{Channel, Client};
use SwooleTest\Server;
use function SwooleTest\{coroutines, peer, readToEnd, show, showError};

$directory = Server::temporaryDirectory();
file_put_contents("$directory/file", '0123456789');
coroutines(function () use ($directory): void {
    $done = new Channel(1);
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', peer(fn ($connection) => $done->push(readToEnd($connection))));
    show($client->sendfile("$directory/file"), $client->sendfile("$directory/file", 7), $client->sendfile("$directory/file", 2, 3));
    show($client->sendfile("$directory/missing"));
    echo $client->errCode === SOCKET_ENOENT ? 'ENOENT' : $client->errCode, ' ', str_replace($directory, 'DIR', $client->errMsg), "\n";
    show($client->sendfile(''));
    $client->close();
    show($done->pop());

    $client = new Client(SWOOLE_SOCK_UDP);
    $client->connect('127.0.0.1', 9);
    show($client->sendfile("$directory/file"));
    showError($client);
});
?>
--EXPECTF--
true
true
true
false
ENOENT open(DIR/missing) failed, No such file or directory

Warning: Swoole\Coroutine\Client::sendfile(): file to send is empty in %s on line %d
false
0123456789789234
false
SOCKET_EINVAL 'dgram socket cannot use sendfile'
