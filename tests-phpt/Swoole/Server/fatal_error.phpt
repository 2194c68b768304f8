--TEST--
Fatal errors in a callback: memory limit, E_USER_ERROR, compile errors: PHP's message, shutdown functions, exit 255
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$kinds = [
    'Allowed memory size of' => 'ini_set("memory_limit", "8M"); str_repeat("x", 1 << 30);',
    'fatal on purpose' => 'trigger_error("fatal on purpose", E_USER_ERROR);',
    'Cannot declare class Twice' => 'eval("class Twice {} class Twice {}");',
    'Parse error: syntax error' => 'eval("function ( {");',
    'Call to undefined function nonesuch' => 'nonesuch();',
];
foreach ($kinds as $message => $code) {
    $server = Server::webSocket(<<<PHP
        \$server->on('message', function (\$server, \$frame) {
            $code
        });
        register_shutdown_function(function () {
            echo "shutdown functions run\n";
        });
        PHP);
    $bystander = WebSocketClient::connect($server->port);
    $client = WebSocketClient::connect($server->port);
    $client->send('x');
    $client->socket->readToEnd();
    $bystander->socket->readToEnd();
    echo $server->awaitExit(), ' ', str_contains($server->output(), $message) ? $message : $server->output();
    echo ' ', substr_count($server->output(), 'shutdown functions run'), "\n";
}
?>
--EXPECT--
exit 255 Allowed memory size of 1
exit 255 fatal on purpose 1
exit 255 Cannot declare class Twice 1
exit 255 Parse error: syntax error 1
exit 255 Call to undefined function nonesuch 1
