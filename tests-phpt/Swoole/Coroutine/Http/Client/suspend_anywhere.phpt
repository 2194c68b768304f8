--TEST--
Swoole\Coroutine\Http\Client: a request waits inside callbacks of PHP's own functions, generators, destructors and includes
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\{Client, Server};
use SwooleTest\Server as Script;
use function SwooleTest\{coroutines, show};

final class Asks
{
    public function __construct(private readonly Closure $get)
    {
    }

    public function __destruct()
    {
        show('destructor: ' . ($this->get)('d'));
    }

    public function __get(string $name): string
    {
        return ($this->get)($name);
    }
}

$file = Script::temporaryDirectory() . '/included.php';
file_put_contents($file, '<?php return $get("included");');
coroutines(function () use ($file): void {
    $server = new Server('127.0.0.1');
    $server->handle('/', function ($request, $response) {
        Coroutine::sleep(0.001);
        $response->end($request->get['q']);
    });
    Coroutine::create(fn () => $server->start());
    $get = function (string $query) use ($server): string {
        $client = new Client('127.0.0.1', $server->port);
        $client->get("/?q=$query");

        return $client->body;
    };
    show(array_map($get, ['a', 'b', 'c']));
    $numbers = ['3', '1', '2'];
    usort($numbers, fn (string $a, string $b): int => (int) $get($a) <=> (int) $get($b));
    show($numbers);
    $generator = (function () use ($get) {
        foreach (['x', 'y'] as $query) {
            yield $get($query);
        }
    })();
    show(iterator_to_array($generator), preg_replace_callback('/\w/', fn (array $match): string => $get("[$match[0]]"), 'pq'));
    show(include $file);
    $asks = new Asks($get);
    show($asks->magic);
    unset($asks);
    ob_start();
    echo 'buffered ', $get('output');
    show(ob_get_clean());
    $server->shutdown();
});
?>
--EXPECT--
["a","b","c"]
["1","2","3"]
["x","y"]
[p][q]
included
magic
destructor: d
buffered output
