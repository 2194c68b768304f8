--TEST--
Swoole\Coroutine\Client::__construct(): the types, and properties before a connection
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, show, showError};

coroutines(function (): void {
    foreach ([SWOOLE_SOCK_TCP, SWOOLE_SOCK_TCP6, SWOOLE_SOCK_UDP, SWOOLE_SOCK_UDP6, SWOOLE_SOCK_UNIX_STREAM, SWOOLE_SOCK_UNIX_DGRAM] as $type) {
        $client = new Client($type);
        show([$client->type === $type, $client->fd, $client->connected, $client->isConnected(), $client->errCode, $client->errMsg, $client->socket, $client->setting]);
    }
    foreach ([0, 99] as $type) {
        try {
            new Client($type);
        } catch (TypeError $error) {
            show($error->getMessage());
        }
    }
    try {
        new Client();
    } catch (ArgumentCountError $error) {
        show($error->getMessage());
    }
    show([Client::MSG_OOB, Client::MSG_PEEK, Client::MSG_DONTWAIT, Client::MSG_WAITALL] === [MSG_OOB, MSG_PEEK, MSG_DONTWAIT, MSG_WAITALL]);

    $client = new Client(SWOOLE_SOCK_TCP);
    try {
        clone $client;
    } catch (Error $error) {
        show($error->getMessage());
    }
});
?>
--EXPECT--
[true,-1,false,false,0,"",null,null]
[true,-1,false,false,0,"",null,null]
[true,-1,false,false,0,"",null,null]
[true,-1,false,false,0,"",null,null]
[true,-1,false,false,0,"",null,null]
[true,-1,false,false,0,"",null,null]
Swoole\Coroutine\Client::__construct() expects parameter 1 to be client type, unknown type 0 given
Swoole\Coroutine\Client::__construct() expects parameter 1 to be client type, unknown type 99 given
Swoole\Coroutine\Client::__construct() expects exactly 1 argument, 0 given
true
Trying to clone an uncloneable object of class Swoole\Coroutine\Client
