--TEST--
Swoole\Coroutine\Http\Client::addFile(): missing, empty, and parts that are not there
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Server;
use function SwooleTest\{coroutines, show};

$directory = Server::temporaryDirectory();
file_put_contents("$directory/empty", '');
file_put_contents("$directory/ten", '0123456789');
coroutines(function () use ($directory): void {
    $client = new Client('127.0.0.1');
    foreach ([["$directory/missing", 'f'], ["$directory/empty", 'f'], ["$directory/ten", 'f', '', '', 10], ["$directory/ten", 'f', '', '', 5, 6]] as $arguments) {
        error_clear_last();
        show(@$client->addFile(...$arguments), error_get_last()['type'] === E_WARNING);
    }
    show($client->addFile("$directory/ten", 'f', '', '', 5, 5), $client->uploadFiles[0]['size'], $client->uploadFiles[0]['offset'], $client->uploadFiles[0]['filename']);
});
?>
--EXPECT--
false
true
false
true
false
true
false
true
true
5
5
ten
