--TEST--
Swoole\Http\Request: more variables than max_input_vars do not reach an error handler; names as PHP mangles them
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    set_error_handler(fn ($level, $message) => throw new ErrorException($message));
    $server->on('request', function ($request, $response) {
        $count = fn ($array) => is_array($array) && count($array) > 20 ? count($array) : $array;
        $response->end(json_encode([$count($request->get), $count($request->cookie), $count($request->post)]));
    });
    PHP);
$many = fn (int $count, string $separator) => implode($separator, array_map(fn ($i) => "v$i=1", range(1, $count)));
$form = 'Content-Type: application/x-www-form-urlencoded';
$client = new HttpClient($server->port);
foreach ([1000, 1001, 2500] as $count) {
    echo $client->request('POST', '/?' . $many($count, '&'), ['Cookie: ' . $many($count, '; '), $form], $many($count, '&'))->body, "\n";
}
echo $client->request('GET', '/?a.b=1&c+d=2&=3&e[=4&f[g][]=5&f[g][]=6&h&i=%00%ff+', ['Cookie: a=1; a=2; b.c=%20+; d; e[x]=3; =4', 'Cookie: a=5; f=6'])->body, "\n";
echo preg_replace('/^\[.*?\]\t/m', '', $server->output());
?>
--EXPECT--
[1000,1000,1000]
[1000,1000,1000]
[1000,1000,1000]

WARNING	Input variables exceeded 1000. To increase the limit change max_input_vars in php.ini.
WARNING	Input variables exceeded 1000. To increase the limit change max_input_vars in php.ini.
WARNING	Input variables exceeded 1000. To increase the limit change max_input_vars in php.ini.
WARNING	Input variables exceeded 1000. To increase the limit change max_input_vars in php.ini.
WARNING	Input variables exceeded 1000. To increase the limit change max_input_vars in php.ini.
WARNING	Input variables exceeded 1000. To increase the limit change max_input_vars in php.ini.
