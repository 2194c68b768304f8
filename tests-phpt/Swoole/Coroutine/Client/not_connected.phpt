--TEST--
Swoole\Coroutine\Client: every method before connect() fails with SWOOLE_ERROR_CLIENT_NO_CONNECTION
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, show, showError};

coroutines(function (): void {
    $client = new Client(SWOOLE_SOCK_TCP);
    $calls = [
        'send' => fn () => $client->send('x'),
        'recv' => fn () => $client->recv(),
        'peek' => fn () => $client->peek(),
        'sendfile' => fn () => $client->sendfile(__FILE__),
        'getsockname' => fn () => $client->getsockname(),
        'getpeername' => fn () => $client->getpeername(),
        'close' => fn () => $client->close(),
    ];
    foreach ($calls as $name => $call) {
        $client->errCode = 0;
        echo "$name ", json_encode($call()), ' ';
        showError($client);
    }
    show($client->exportSocket());
    show($client->send(''));
});
?>
--EXPECTF--
send false SWOOLE_ERROR_CLIENT_NO_CONNECTION 'Client no connection'
recv false SWOOLE_ERROR_CLIENT_NO_CONNECTION 'Client no connection'
peek false SWOOLE_ERROR_CLIENT_NO_CONNECTION 'Client no connection'
sendfile false SWOOLE_ERROR_CLIENT_NO_CONNECTION 'Client no connection'
getsockname false SWOOLE_ERROR_CLIENT_NO_CONNECTION 'Client no connection'
getpeername false SWOOLE_ERROR_CLIENT_NO_CONNECTION 'Client no connection'
close false SWOOLE_ERROR_CLIENT_NO_CONNECTION 'Client no connection'
null

Warning: Swoole\Coroutine\Client::send(): data to send is empty in %s on line %d
false
