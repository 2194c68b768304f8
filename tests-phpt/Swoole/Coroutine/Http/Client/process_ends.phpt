--TEST--
Swoole\Coroutine\Http\Client: the process ends while clients wait: for a connection, a response, a message, room to write
--FILE--
<?php
require __DIR__ . '/../../../../include/bootstrap.php';

use SwooleTest\Server;

$script = <<<'PHP'
    <?php
    require INCLUDED . '/network.php';
    use Swoole\Coroutine;
    use Swoole\Coroutine\Channel;
    use Swoole\Coroutine\Http\Client;
    use function SwooleTest\{acceptHandshake, coroutines, listener, peer, port, readRequest};

    class Noisy extends Client
    {
        public function __destruct()
        {
            echo "destructed\n";
        }
    }

    coroutines(function () use ($argv): void {
        $waiting = new Channel(3);
        $port = peer(function ($connection, int $number) use ($waiting): void {
            $number === 0 ? readRequest($connection) : acceptHandshake($connection);
            $waiting->push(true);
            Coroutine::yield();
        }, 3);
        $clients = [];
        foreach (['response', 'message', 'room'] as $what) {
            Coroutine::create(function () use ($port, $what): void {
                $client = new Noisy('127.0.0.1', $port);
                if ($what === 'response') {
                    $client->get('/');
                } else {
                    $client->upgrade('/');
                    $what === 'message' ? $client->recv() : $client->push(str_repeat('x', 64 << 20));
                }
                echo "$what: not reached\n";
            });
            $waiting->pop();
        }
        // A full backlog: neither connected nor refused.
        $full = listener(0);
        for ($i = 0; $i < 2; $i++) {
            Coroutine::create(fn () => (new Coroutine\Socket(AF_INET, SOCK_STREAM, 0))->connect('127.0.0.1', port($full)));
        }
        Coroutine::create(function () use ($full): void {
            (new Noisy('127.0.0.1', port($full)))->get('/');
            echo "connection: not reached\n";
        });
        eval($argv[2]);
    });
    PHP;
foreach (['throw new Exception("enough");', 'exit(3);', 'trigger_error("enough", E_USER_ERROR);'] as $end) {
    $code = str_replace('INCLUDED', var_export(dirname(__DIR__, 4) . '/include', true), $script);
    $file = tempnam(sys_get_temp_dir(), 'swoole');
    file_put_contents($file, $code);
    $command = [PHP_BINARY, '-n', '-d', 'extension=' . getenv('SWOOLE_EXTENSION'), '-d', 'display_errors=0', '-d', 'log_errors=0', $file, '0', $end];
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['pipe', 'w']], $pipes);
    $output = stream_get_contents($pipes[1]) . stream_get_contents($pipes[2]);
    echo strtok($end, '('), ': ', proc_close($process), ' ', json_encode(array_count_values(explode("\n", rtrim($output)))), "\n";
    unlink($file);
}
?>
--EXPECT--
throw new Exception: 255 {"destructed":4}
exit: 255 {"destructed":4}
trigger_error: 255 {"":1}
