--TEST--
Constants: opcodes, flags, states, close codes, log levels, modes, errors
--FILE--
<?php
$groups = [
    'opcodes' => ['WEBSOCKET_OPCODE_CONTINUATION' => 0, 'WEBSOCKET_OPCODE_TEXT' => 1, 'WEBSOCKET_OPCODE_BINARY' => 2, 'WEBSOCKET_OPCODE_CLOSE' => 8, 'WEBSOCKET_OPCODE_PING' => 9, 'WEBSOCKET_OPCODE_PONG' => 10],
    'flags' => ['SWOOLE_WEBSOCKET_FLAG_FIN' => 1, 'SWOOLE_WEBSOCKET_FLAG_COMPRESS' => 2, 'SWOOLE_WEBSOCKET_FLAG_MASK' => 32],
    'states' => ['WEBSOCKET_STATUS_CONNECTION' => 1, 'WEBSOCKET_STATUS_HANDSHAKE' => 2, 'WEBSOCKET_STATUS_ACTIVE' => 3, 'WEBSOCKET_STATUS_CLOSING' => 4],
    'close codes' => [
        'WEBSOCKET_CLOSE_NORMAL' => 1000, 'WEBSOCKET_CLOSE_GOING_AWAY' => 1001, 'WEBSOCKET_CLOSE_PROTOCOL_ERROR' => 1002, 'WEBSOCKET_CLOSE_DATA_ERROR' => 1003,
        'WEBSOCKET_CLOSE_STATUS_ERROR' => 1005, 'WEBSOCKET_CLOSE_ABNORMAL' => 1006, 'WEBSOCKET_CLOSE_MESSAGE_ERROR' => 1007, 'WEBSOCKET_CLOSE_POLICY_ERROR' => 1008,
        'WEBSOCKET_CLOSE_MESSAGE_TOO_BIG' => 1009, 'WEBSOCKET_CLOSE_EXTENSION_MISSING' => 1010, 'WEBSOCKET_CLOSE_SERVER_ERROR' => 1011, 'WEBSOCKET_CLOSE_TLS' => 1015,
    ],
    'log' => ['SWOOLE_LOG_DEBUG' => 0, 'SWOOLE_LOG_TRACE' => 1, 'SWOOLE_LOG_INFO' => 2, 'SWOOLE_LOG_NOTICE' => 3, 'SWOOLE_LOG_WARNING' => 4, 'SWOOLE_LOG_ERROR' => 5, 'SWOOLE_LOG_NONE' => 6],
    'modes' => ['SWOOLE_BASE' => 1, 'SWOOLE_PROCESS' => 2, 'SWOOLE_SOCK_TCP' => 1, 'SWOOLE_SOCK_UDP' => 2, 'SWOOLE_TCP' => 1],
    'errors' => ['SWOOLE_ERROR_SESSION_NOT_EXIST' => 1005, 'SWOOLE_ERROR_SESSION_CLOSED' => 1004, 'SWOOLE_ERROR_WEBSOCKET_UNCONNECTED' => 8503, 'SWOOLE_ERROR_WEBSOCKET_PACK_FAILED' => 8505],
];
foreach ($groups as $group => $constants) {
    foreach ($constants as $name => $value) {
        foreach (str_starts_with($name, 'WEBSOCKET') ? [$name, "SWOOLE_$name"] : [$name] as $spelling) {
            if (!defined($spelling) || constant($spelling) !== $value) {
                echo "$spelling is ", defined($spelling) ? constant($spelling) : 'missing', ", not $value\n";
            }
        }
    }
    echo $group, "\n";
}
echo Swoole\Constant::OPTION_WORKER_NUM, ' ', Swoole\Constant::EVENT_WORKER_START, "\n";
?>
--EXPECT--
opcodes
flags
states
close codes
log
modes
errors
worker_num workerStart
