--TEST--
The old names of classes are the classes themselves
--FILE--
<?php
$aliases = [
    'swoole_server' => 'Swoole\Server', 'swoole_http_server' => 'Swoole\Http\Server', 'swoole_websocket_server' => 'Swoole\WebSocket\Server',
    'swoole_websocket_frame' => 'Swoole\WebSocket\Frame', 'swoole_http_request' => 'Swoole\Http\Request', 'swoole_http_response' => 'Swoole\Http\Response',
    'swoole_timer' => 'Swoole\Timer', 'swoole_server_port' => 'Swoole\Server\Port', 'swoole_connection_iterator' => 'Swoole\Connection\Iterator',
    'swoole_websocket_closeframe' => 'Swoole\WebSocket\CloseFrame', 'swoole_exception' => 'Swoole\Exception',
];
foreach ($aliases as $old => $new) {
    if ((new ReflectionClass($old))->getName() !== $new) {
        echo "$old is not $new\n";
    }
}
echo get_class(new swoole_websocket_frame()), "\n";
$chain = ['Swoole\WebSocket\Server'];
while ($parent = get_parent_class(end($chain))) {
    $chain[] = $parent;
}
echo implode(' > ', $chain), "\n";
var_dump((new swoole_websocket_frame()) instanceof Swoole\WebSocket\Frame);
?>
--EXPECT--
Swoole\WebSocket\Frame
Swoole\WebSocket\Server > Swoole\Http\Server > Swoole\Server
bool(true)
