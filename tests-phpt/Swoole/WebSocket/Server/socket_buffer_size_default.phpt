--TEST--
Swoole\WebSocket\Server: without socket_buffer_size, one message or response may be large where nothing else waits; with it, or with buffer_output_size, many may
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};
use function SwooleTest\await;
use const SwooleTest\MODES;

foreach (MODES as $mode) {
    foreach ([[], ['socket_buffer_size' => 8 << 20], ['buffer_output_size' => 8 << 20]] as $settings) {
        $server = Server::webSocket(<<<'PHP'
            $server->on('message', function ($server, $frame) {
                [$count, $size] = explode(' ', $frame->data);
                $taken = '';
                for ($i = 0; $i < $count; $i++) {
                    $pushed = @$server->push($frame->fd, str_repeat(chr(97 + $i), (int) $size));
                    $taken .= $pushed ? 'y' : 'n' . swoole_last_error();
                }
                echo "$taken.\n";
            });
            $server->on('request', function ($request, $response) {
                $sent = '';
                for ($i = 0; $i < 6; $i++) {
                    $sent .= $response->write(str_repeat(chr(97 + $i), 1 << 20)) ? 'y' : 'n';
                }
                $response->end();
                echo "$sent.\n";
            });
            PHP, $settings + ['kernel_socket_send_buffer_size' => 65536], $mode);
        $answers = 0;
        $answer = function () use ($server, &$answers): string {
            $answers++;
            await(fn (): bool => substr_count($server->output(), ".\n") === $answers, 'no answer');

            return explode(".\n", $server->output())[$answers - 1];
        };
        // Nobody reads before it is told what was taken; all that was taken arrives.
        $try = function (string $what, string $expected) use ($server, $mode, $answer): void {
            $client = WebSocketClient::connect($server->port);
            $client->send($what);
            $taken = $answer();
            if (!preg_match("/^$expected$/", $taken)) {
                echo "WRONG $what in $mode: $taken instead of $expected\n";
            }
            foreach (preg_split('/(?=[yn])/', $taken, -1, PREG_SPLIT_NO_EMPTY) as $i => $answer) {
                if ($answer === 'y' && $client->receive()->payload !== str_repeat(chr(97 + $i), (int) explode(' ', $what)[1])) {
                    echo "WRONG message\n";
                }
            }
            $client->close();
        };
        $try('1 8000000', 'y');
        $try('1 8388608', $settings === ['buffer_output_size' => 8 << 20] ? 'n1203' : 'n1009');
        $try('8 500000', $settings === [] ? 'y{2,4}(n1009)+' : 'y{8}');
        $try('3 4000000', $settings === [] ? 'y(n1009){2}' : 'y{2}n1009');
        // A response is one message, however it is written.
        $body = (new HttpClient($server->port))->request('GET', '/')->body;
        echo $answer(), ' ', strlen($body), ' ', count_chars($body, 3), "\n";
        echo $server->stop(), "\n";
    }
}
?>
--EXPECT--
yyyyyy 6291456 abcdef
exit 0
yyyyyy 6291456 abcdef
exit 0
yyyyyy 6291456 abcdef
exit 0
yyyyyy 6291456 abcdef
exit 0
yyyyyy 6291456 abcdef
exit 0
yyyyyy 6291456 abcdef
exit 0
