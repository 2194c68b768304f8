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
