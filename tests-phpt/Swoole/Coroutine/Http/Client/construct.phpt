--TEST--
Swoole\Coroutine\Http\Client::__construct(): properties before a request, an empty host
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $client = new Client('127.0.0.1', 8080);
    echo json_encode($client, JSON_PRETTY_PRINT), "\n";
    show([$client->getBody(), $client->getHeaders(), $client->getCookies(), $client->getStatusCode(), $client->getHeaderOut(), $client->getDefer()]);
    $client = new Client('example.org', ssl: true);
    show([$client->host, $client->port, $client->ssl]);
    foreach ([fn () => new Client(''), fn () => new Client(), fn () => clone $client, fn () => serialize($client), function () use ($client): void { unset($client->body); }] as $attempt) {
        try {
            $attempt();
        } catch (Throwable $error) {
            show(get_class($error) . ' ' . $error->getCode() . ': ' . $error->getMessage());
        }
    }
    show(get_parent_class(Client\Exception::class));
    show([SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED, SWOOLE_HTTP_CLIENT_ESTATUS_REQUEST_TIMEOUT, SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET, SWOOLE_HTTP_CLIENT_ESTATUS_SEND_FAILED]);
});
?>
--EXPECT--
{
    "socket": null,
    "errCode": 0,
    "errMsg": "",
    "connected": false,
    "host": "127.0.0.1",
    "port": 8080,
    "ssl": false,
    "setting": null,
    "requestMethod": null,
    "requestHeaders": null,
    "requestBody": null,
    "uploadFiles": null,
    "downloadFile": null,
    "downloadOffset": 0,
    "statusCode": 0,
    "headers": null,
    "set_cookie_headers": null,
    "cookies": null,
    "body": ""
}
["",null,null,0,false,false]
["example.org",0,true]
Swoole\Coroutine\Http\Client\Exception 22: host is empty
ArgumentCountError 0: Swoole\Coroutine\Http\Client::__construct() expects at least 1 argument, 0 given
Error 0: Trying to clone an uncloneable object of class Swoole\Coroutine\Http\Client
Exception 0: Serialization of 'Swoole\Coroutine\Http\Client' is not allowed
Error 0: Property body of class Swoole\Coroutine\Http\Client cannot be unset
Swoole\Exception
[-1,-2,-3,-4]
