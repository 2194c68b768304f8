--TEST--
WebSocket close: every code that may be sent is echoed, every other one is answered by 1002 (RFC 6455, 7.4)
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket();
$ask = function (string $payload) use ($server): string {
    $client = WebSocketClient::connect($server->port);
    $client->send($payload, Frame::CLOSE);
    return $client->receiveClose();
};
$lawful = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999];
foreach ($lawful as $code) {
    echo $code, ': ', $ask(Frame::closePayload($code)), "\n";
}
$unlawful = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32768, 65535];
foreach ($unlawful as $code) {
    $answer = $ask(Frame::closePayload($code));
    echo $code, ': ', str_starts_with($answer, 'close 1002') ? 'refused' : $answer, "\n";
}
echo 'no code: ', $ask(''), "\n";
echo 'half a code: ', substr($ask("\x03"), 0, 10), "\n";
echo 'reason: ', $ask(Frame::closePayload(1000, 'Grüße')), "\n";
?>
--EXPECT--
1000: close 1000
1001: close 1001
1002: close 1002
1003: close 1003
1007: close 1007
1008: close 1008
1009: close 1009
1010: close 1010
1011: close 1011
1012: close 1012
1013: close 1013
1014: close 1014
3000: close 3000
3999: close 3999
4000: close 4000
4999: close 4999
0: refused
1: refused
999: refused
1004: refused
1005: refused
1006: refused
1015: refused
1016: refused
1100: refused
2000: refused
2999: refused
5000: refused
32768: refused
65535: refused
no code: close
half a code: close 1002
reason: close 1000 Grüße
