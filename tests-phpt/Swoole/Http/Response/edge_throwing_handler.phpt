--TEST--
Swoole\Http\Response: warnings that an error handler turns into exceptions, or answers itself
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        if ($request->server['path_info'] === '/throw') {
            set_error_handler(fn ($level, $message) => throw new ErrorException($message));
            $response->header('X-Bad', "a\r\nb");
            $response->header('X-Good', 'c');
            $action = fn () => $response->end('sent');
        } else {
            set_error_handler(function ($level, $message) use ($response) {
                $response->end('by the handler');
                return true;
            });
            $action = fn () => $response->header('not a name', '1');
        }
        try {
            echo json_encode([$action(), swoole_last_error()]), "\n";
        } catch (ErrorException $exception) {
            echo $exception->getMessage(), "\n";
        }
        echo json_encode([$response->isWritable(), $response->end('again')]), "\n";
        restore_error_handler();
    });
    PHP);
$client = new HttpClient($server->port);
$answer = $client->request('GET', '/throw');
echo json_encode([$answer->header('X-Bad'), $answer->header('X-Good')]), ' ', $answer, "\n";
echo $client->request('GET', '/answer'), "\n";
echo $server->output();
?>
--EXPECT--
[null,"c"] 200 OK [sent]
200 OK [by the handler]
Swoole\Http\Response::end(): Header may not contain more than a single header, new line detected
[false,false]
[false,510]
[false,false]
