<?php

declare(strict_types=1);

namespace SwooleTest;

use RuntimeException;

/**
 * A server script in a child process.
 *
 * A child is ready once its port accepts a connection; it is gone when the test ends, however the test ends.
 * Everything it prints, on stdout or stderr, goes to one file, so that it can neither block nor get lost.
 */
final class Server
{
    /**
     * What precedes the setup of webSocket(): a server on the port given, which echoes unless told otherwise.
     */
    private const PRELUDE = <<<'PHP'
        $server = new Swoole\WebSocket\Server('127.0.0.1', (int) $argv[1], constant($argv[3]));
        $server->set(unserialize(base64_decode($argv[2])) + ['worker_num' => 1]);
        $server->on('message', function ($server, $frame) {
            $server->push($frame->fd, $frame->data, $frame->opcode);
        });
        PHP;

    /** @var list<self> */
    private static array $all = [];

    public readonly int $port;
    public readonly int $pid;
    private readonly string $directory;
    private readonly string $outputFile;
    private int $shown = 0;
    private ?int $exitCode = null;
    private ?int $signal = null;
    /** @var resource|null */
    private $process;

    /**
     * Starts a Swoole\WebSocket\Server that the PHP code in $setup finds as $server and may change before it starts.
     *
     * @param array<string, mixed> $settings given to Server::set()
     * @param string $mode the name of a constant
     */
    public static function webSocket(string $setup = '', array $settings = [], string $mode = 'SWOOLE_BASE'): self
    {
        $server = self::spawnWebSocket($setup, $settings, $mode);
        $server->awaitConnection();

        return $server;
    }

    /**
     * As webSocket(), but awaits nothing.
     *
     * @param array<string, mixed> $settings given to Server::set()
     */
    public static function spawnWebSocket(string $setup = '', array $settings = [], string $mode = 'SWOOLE_BASE'): self
    {
        $code = "<?php\n" . self::PRELUDE . "\n" . $setup . "\n\$server->start();\n";

        return self::spawn($code, [base64_encode(serialize($settings)), $mode]);
    }

    /**
     * Starts a complete script, which gets the port as its first argument, and waits until it accepts connections.
     *
     * @param list<string> $arguments
     */
    public static function script(string $code, array $arguments = []): self
    {
        $server = self::spawn($code, $arguments);
        $server->awaitConnection();

        return $server;
    }

    /**
     * Starts a script that need not become a server: nothing is awaited.
     *
     * @param list<string> $arguments
     */
    public static function spawn(string $code, array $arguments = []): self
    {
        $directory = self::temporaryDirectory();
        file_put_contents("$directory/server.php", $code);

        return new self("$directory/server.php", $directory, self::freePort(), $arguments);
    }

    /** Runs a script to its end and returns it; its output and its exit code can be asked for then. */
    public static function run(string $code): self
    {
        $server = self::spawn($code);
        $server->awaitExit();

        return $server;
    }

    /** Starts a script of examples-php, as a user would: `php script.php PORT`. */
    public static function example(string $name): self
    {
        $server = new self(dirname(__DIR__, 2) . "/examples-php/$name", self::temporaryDirectory(), self::freePort(), []);
        $server->awaitConnection();

        return $server;
    }

    /** A TCP port of 127.0.0.1 that nobody listens on, outside of the range that outgoing connections use. */
    public static function freePort(): int
    {
        for ($attempt = 0; $attempt < 100; $attempt++) {
            $port = random_int(10000, 32000);
            $socket = @stream_socket_server("tcp://127.0.0.1:$port");
            if ($socket !== false) {
                fclose($socket);

                return $port;
            }
        }
        throw new RuntimeException('no free port found');
    }

    /** A directory that is removed when the test ends. */
    public static function temporaryDirectory(): string
    {
        $directory = sys_get_temp_dir() . '/swoole-test-' . getmypid() . '-' . bin2hex(random_bytes(6));
        mkdir($directory, 0700);
        register_shutdown_function(static function () use ($directory): void {
            array_map(unlink(...), glob("$directory/{,.}[!.]*", GLOB_BRACE) ?: []);
            rmdir($directory);
        });

        return $directory;
    }

    /** @param list<string> $arguments */
    private function __construct(string $file, string $directory, int $port, array $arguments)
    {
        $this->port = $port;
        $this->directory = $directory;
        $this->outputFile = "$directory/output";
        $command = [
            PHP_BINARY, ...self::options(),
            '-d', 'display_errors=1',
            '-d', 'log_errors=0',
            '-d', 'error_reporting=' . E_ALL,
            $file, (string) $port, ...$arguments,
        ];
        if (is_executable('/usr/bin/setpriv')) {
            // The kernel ends the server should this process be killed before it can do so itself.
            array_unshift($command, '/usr/bin/setpriv', '--pdeathsig', 'KILL');
        }
        $output = ['file', $this->outputFile, 'a'];
        $process = proc_open($command, [['file', '/dev/null', 'r'], $output, $output], $pipes, $directory);
        if ($process === false) {
            throw new RuntimeException("cannot start $file");
        }
        $this->process = $process;
        $this->pid = proc_get_status($process)['pid'];
        self::$all[] = $this;
        register_shutdown_function(function (): void {
            if ($this->isRunning()) {
                $this->signal(SIGKILL);
                $this->awaitExit();
            }
        });
    }

    /**
     * The options of PHP that load the extension under test and set what the suite is run with.
     *
     * @return list<string>
     */
    public static function options(): array
    {
        $extension = getenv('SWOOLE_EXTENSION');
        if ($extension === false || !is_file($extension)) {
            throw new RuntimeException('SWOOLE_EXTENSION must hold the path of the extension under test; use `make phpt`');
        }
        $options = ['-n', '-d', "extension=$extension"];
        foreach (preg_split('/ +/', getenv('SWOOLE_OPTIONS') ?: '', -1, PREG_SPLIT_NO_EMPTY) as $option) {
            array_push($options, '-d', $option);
        }

        return $options;
    }

    public function isRunning(): bool
    {
        if ($this->process === null) {
            return false;
        }
        $status = proc_get_status($this->process);
        if ($status['running']) {
            return true;
        }
        $this->exitCode = $status['signaled'] ? null : $status['exitcode'];
        $this->signal = $status['signaled'] ? $status['termsig'] : null;
        proc_close($this->process);
        $this->process = null;

        return false;
    }

    public function signal(int $signal): void
    {
        if ($this->process !== null) {
            proc_terminate($this->process, $signal);
        }
    }

    /** Asks the server to end by SIGTERM and returns how it ended: "exit 0", "signal 9". */
    public function stop(): string
    {
        $this->signal(SIGTERM);

        return $this->awaitExit(Socket::attendFarewells(...));
    }

    /**
     * Waits until the process has ended by itself and returns how: "exit 0", "signal 9".
     *
     * @param (callable(): void)|null $meanwhile called again and again
     */
    public function awaitExit(?callable $meanwhile = null): string
    {
        $this->poll(function () use ($meanwhile): bool {
            if ($meanwhile !== null) {
                $meanwhile();
            }

            return !$this->isRunning();
        }, 'the server did not end');

        return $this->signal !== null ? "signal $this->signal" : "exit $this->exitCode";
    }

    /** Waits until the server has printed $text. */
    public function awaitOutput(string $text): void
    {
        $this->poll(function () use ($text): bool {
            $running = $this->isRunning();
            if (str_contains($this->output(), $text)) {
                return true;
            }

            return $running ? false : throw new RuntimeException("the server ended without printing '$text'");
        }, "the server did not print '$text'");
    }

    /** Everything that the server has printed. */
    public function output(): string
    {
        return (string) file_get_contents($this->outputFile);
    }

    /** What the server has printed since the last call. */
    public function newOutput(): string
    {
        $new = substr($this->output(), $this->shown);
        $this->shown += strlen($new);

        return $new;
    }

    /** Resident memory of the server, in bytes. */
    public function residentMemory(): int
    {
        preg_match('/^VmRSS:\s+(\d+) kB$/m', (string) file_get_contents("/proc/$this->pid/status"), $match);

        return (int) $match[1] * 1024;
    }

    /** Processor time that the server has used, in seconds (assuming the usual 100 ticks a second). */
    public function processorTime(): float
    {
        $fields = explode(' ', substr((string) strrchr((string) file_get_contents("/proc/$this->pid/stat"), ')'), 2));

        return ((int) $fields[11] + (int) $fields[12]) / 100;
    }

    /** Prints what the servers of a failed test have said. */
    public static function explainFailure(): void
    {
        foreach (self::$all as $server) {
            echo "--- output of the server ---\n", $server->output(), "----------------------------\n";
        }
    }

    private function awaitConnection(): void
    {
        $this->poll(function (): bool {
            if (!$this->isRunning()) {
                throw new RuntimeException('the server ended before it accepted a connection');
            }

            return self::listens($this->port);
        }, 'the server does not accept connections');
    }

    /** Waits until any process listens on the server's port: for a daemon, whose parent has ended. */
    public function awaitDaemon(): void
    {
        $this->poll(fn (): bool => self::listens($this->port), 'no daemon listens');
    }

    /** Asks the kernel's table of sockets, so that the server sees no connection that the test did not make. */
    private static function listens(int $port): bool
    {
        $pattern = sprintf('/^\s*\d+: [0-9A-F]+:%04X [0-9A-F]+:0000 0A /m', $port);
        foreach (['/proc/net/tcp', '/proc/net/tcp6'] as $table) {
            if (is_readable($table) && preg_match($pattern, (string) file_get_contents($table)) === 1) {
                return true;
            }
        }

        return false;
    }

    /** @param callable(): bool $condition */
    private function poll(callable $condition, string $failure): void
    {
        $deadline = microtime(true) + PATIENCE;
        while (!$condition()) {
            if (microtime(true) > $deadline) {
                throw new RuntimeException($failure);
            }
            usleep(2000);
        }
    }
}
