--TEST--
An uncaught exception in a callback ends the server: PHP's message, shutdown functions, exit 255
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$where = [
    'open' => fn (Server $server) => WebSocketClient::connect($server->port)->socket->readToEnd(),
    'message' => function (Server $server) {
        $client = WebSocketClient::connect($server->port);
        $client->send('boom');
        $client->socket->readToEnd();
    },
    'close' => fn (Server $server) => WebSocketClient::connect($server->port)->close(),
    'request' => function (Server $server) {
        $client = new HttpClient($server->port);
        $client->send('GET', '/');
        $client->socket->readToEnd();
    },
];
foreach ($where as $event => $provoke) {
    $server = Server::webSocket(<<<PHP
        \$server->on('$event', function () {
            throw new DomainException('boom in $event', 7);
        });
        register_shutdown_function(function () {
            echo "shutdown functions run\n";
        });
        PHP);
    $provoke($server);
    echo $event, ': ', $server->awaitExit(), "\n";
    $output = $server->output();
    echo preg_match("/^Fatal error: Uncaught DomainException: boom in $event in \S+server\.php:8$/m", $output) ? "the message\n" : $output;
    echo str_contains($output, "shutdown functions run\n") ? "the shutdown functions\n" : $output;
}
?>
--EXPECT--
open: exit 255
the message
the shutdown functions
message: exit 255
the message
the shutdown functions
close: exit 255
the message
the shutdown functions
request: exit 255
the message
the shutdown functions
