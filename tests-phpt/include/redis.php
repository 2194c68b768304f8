<?php

/**
 * What the tests that speak to a real Redis require besides bootstrap.php.
 */

declare(strict_types=1);

namespace SwooleTest;

/** A redis-server of the test's own, on a free port and a unix socket. It is gone when the test ends, however that ends. */
final class RedisServer
{
    public readonly string $tcp;
    public readonly string $unix;
    /** @var resource */
    private $process;

    public function __construct()
    {
        $directory = Server::temporaryDirectory();
        $port = Server::freePort();
        $this->tcp = "tcp://127.0.0.1:$port";
        $this->unix = "unix://$directory/redis.sock";
        $options = ['--port', (string) $port, '--bind', '127.0.0.1', '--unixsocket', "$directory/redis.sock",
            '--dir', $directory, '--save', '', '--appendonly', 'no', '--daemonize', 'no'];
        $output = ['file', "$directory/redis.log", 'a'];
        $this->process = proc_open(['redis-server', ...$options], [['file', '/dev/null', 'r'], $output, $output], $pipes);
        register_shutdown_function(function (): void {
            if (proc_get_status($this->process)['running']) {
                proc_terminate($this->process, 9);
            }
        });
        $end = microtime(true) + PATIENCE;
        while (($probe = @stream_socket_client($this->unix)) === false) {
            if (microtime(true) > $end || !proc_get_status($this->process)['running']) {
                throw new \RuntimeException('redis-server does not start: ' . file_get_contents("$directory/redis.log"));
            }
            usleep(2000);
        }
        fclose($probe);
    }

    /** Waits until the server has ended by itself; its exit code. */
    public function awaitExit(): int
    {
        $end = microtime(true) + PATIENCE;
        while (($status = proc_get_status($this->process))['running'] && microtime(true) < $end) {
            usleep(2000);
        }

        return $status['exitcode'];
    }
}

/** A client for one connection, as a library in plain PHP writes it. */
final class RedisClient
{
    /** @var resource */
    private $stream;

    public function __construct(string $address)
    {
        $this->stream = stream_socket_client($address, $code, $message, PATIENCE);
        if ($this->stream === false) {
            throw new \RuntimeException("cannot connect: $message");
        }
        stream_set_timeout($this->stream, (int) PATIENCE);
    }

    /** Sends a command and returns what is answered. */
    public function __invoke(string|int ...$words): mixed
    {
        $this->send(...$words);

        return $this->receive();
    }

    public function send(string|int ...$words): void
    {
        $command = '*' . count($words) . "\r\n";
        foreach ($words as $word) {
            $command .= '$' . strlen((string) $word) . "\r\n$word\r\n";
        }
        for ($written = 0; $written < strlen($command);) {
            $bytes = fwrite($this->stream, substr($command, $written));
            if ($bytes === false || $bytes === 0) {
                throw new \RuntimeException('cannot write');
            }
            $written += $bytes;
        }
    }

    public function receive(): mixed
    {
        $line = fgets($this->stream);
        if ($line === false) {
            throw new \RuntimeException(feof($this->stream) ? 'the connection is closed' : 'no answer in time');
        }
        [$kind, $rest] = [$line[0], rtrim(substr($line, 1), "\r\n")];

        return match ($kind) {
            '+' => $rest,
            '-' => throw new \RuntimeException($rest),
            ':' => (int) $rest,
            '$' => $rest === '-1' ? null : substr($this->exactly((int) $rest + 2), 0, -2),
            '*' => $rest === '-1' ? null : array_map(fn () => $this->receive(), $rest === '0' ? [] : range(1, (int) $rest)),
        };
    }

    private function exactly(int $length): string
    {
        $bytes = '';
        while (strlen($bytes) < $length) {
            $read = fread($this->stream, $length - strlen($bytes));
            if ($read === false || $read === '') {
                throw new \RuntimeException('the answer breaks off');
            }
            $bytes .= $read;
        }

        return $bytes;
    }
}
