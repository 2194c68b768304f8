--TEST--
Swoole\Coroutine\Http\Client: cookies of the response are sent with the next request; setCookies()
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $requests = new Channel(10);
    $client = new Client('127.0.0.1', httpPeer([
        response('', 'Set-Cookie: session=abc; Path=/; HttpOnly', 'Set-Cookie: text=va%20lue'),
        response('', 'Set-Cookie: session=new'),
        response(''), response(''),
    ], $requests));
    $sent = function () use ($requests): void {
        preg_match('/^Cookie: .*$/m', $requests->pop(), $match);
        show($match === [] ? 'none' : trim($match[0]));
    };
    $client->get('/');
    $sent();
    show($client->cookies, $client->set_cookie_headers, $client->getCookies() === $client->cookies);
    $client->get('/');
    $sent();
    show($client->cookies, $client->set_cookie_headers);
    $client->get('/');
    $sent();
    show($client->set_cookie_headers);
    show($client->setCookies(['own' => 'x=y; z', 'number' => 5]));
    $client->get('/');
    $sent();
});
?>
--EXPECT--
none
{"session":"abc","text":"va lue"}
["session=abc; Path=/; HttpOnly","text=va%20lue"]
true
Cookie: session=abc; text=va+lue
{"session":"new","text":"va lue"}
["session=new"]
Cookie: session=new; text=va+lue
null
true
Cookie: own=x%3Dy%3B+z; number=5
