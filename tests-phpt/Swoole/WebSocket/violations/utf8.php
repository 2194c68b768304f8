<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->opcode === WEBSOCKET_OPCODE_TEXT && preg_match('//u', $frame->data) !== 1) {
            echo "not UTF-8 in message\n";
        }
        $server->push($frame->fd, $frame->data, $frame->opcode);
    });
    PHP);
$bad = [
    'lone continuation byte' => "a\x80",
    'overlong slash' => "\xc0\xaf",
    'overlong of three' => "\xe0\x80\xaf",
    'surrogate' => "\xed\xa0\x80",
    'beyond U+10FFFF' => "\xf4\x90\x80\x80",
    'five byte form' => "\xf8\x88\x80\x80\x80",
    'cut code point' => "\xe2\x82",
    'latin 1' => "caf\xe9",
];
foreach ($bad as $name => $text) {
    $client = WebSocketClient::connect($server->port);
    $client->send($text);
    $inText = $client->receiveCloseCode();
    $client = WebSocketClient::connect($server->port);
    $client->sendClose(1000, $text);
    echo "$name: $inText, in a reason ", $client->receiveCloseCode(), "\n";
}

// Not at the end of the message, but as soon as no continuation can make it right.
$client = WebSocketClient::connect($server->port);
$client->send("good\xed\xa0", Frame::TEXT, fin: false);
echo 'in a first fragment: ', $client->receiveCloseCode(), "\n";

$client = WebSocketClient::connect($server->port);
echo strlen($client->ask("\xed\xa0\x80", Frame::BINARY)), " bytes of binary pass\n";
echo $client->ask("\u{7f}\u{80}\u{7ff}\u{800}\u{d7ff}\u{e000}\u{ffff}\u{10000}\u{10ffff}") !== '' ? "the borders of UTF-8 pass\n" : '';
echo $server->output();
?>
