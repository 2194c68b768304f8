<?php

declare(strict_types=1);

namespace SwooleTest;

use RuntimeException;
use Swoole\Coroutine;
use Swoole\Coroutine\Http\Client;
use Swoole\Coroutine\WaitGroup;

/**
 * Many WebSocket clients that send numbered messages, some at a time each, and look at what comes back: in order, none
 * twice, how many never. Runs in coroutines of the test's own process.
 */
final class EchoCrowd
{
    /** Messages that each client has on the way. */
    private const IN_FLIGHT = 4;

    /** So many seconds an answer may take: the machine may be busy, and late is not lost. */
    private const PATIENCE = 15;

    /** Every how manieth client compresses, with windows on both sides. */
    private const COMPRESSING = 3;
    private const COMPRESSION = ['server_context_takeover' => true, 'client_context_takeover' => true];

    /** For a server whose clients compress if they want to: it answers as it was asked. */
    public const SETTINGS = ['websocket_compression' => self::COMPRESSION];
    public const SETUP = <<<'PHP'
        $server->on('message', function ($server, $frame) {
            $flags = $frame->flags & (SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS);
            if (!$server->push($frame->fd, $frame->data, $frame->opcode, $flags)) {
                echo "refused with ", swoole_last_error(), "\n";
            }
        });
        PHP;

    public int $sent = 0;
    public int $answered = 0;
    /** Messages whose answer never came, although later ones were answered or the time was over. */
    public int $lost = 0;
    /** Answers that came twice, late, or were never asked for. */
    public int $wrong = 0;
    /** Connections that ended although nobody wanted that. */
    public int $dropped = 0;
    private bool $stop = false;

    /** How many there are. */
    private int $clients;

    /**
     * Connects the clients and lets them send, while $fault is called every so many seconds; then they wait for what is on
     * the way. FAULT_CLIENTS and FAULT_SECONDS may ask for more than is good for a quick test.
     *
     * @param callable(): void $fault
     */
    public static function run(int $port, float $every, callable $fault): self
    {
        $crowd = new self();
        $clients = $crowd->clients = (int) (getenv('FAULT_CLIENTS') ?: 200);
        $seconds = (float) (getenv('FAULT_SECONDS') ?: 3);
        $hooks = ['hook_flags' => SWOOLE_HOOK_ALL, 'max_coroutine' => $clients + 100];
        Coroutine::set(['log_level' => SWOOLE_LOG_NONE] + $hooks);
        Coroutine\run(static function () use ($crowd, $port, $clients, $every, $fault, $seconds): void {
            $all = new WaitGroup($clients);
            $connected = new WaitGroup($clients);
            for ($id = 0; $id < $clients; $id++) {
                $compresses = $id % self::COMPRESSING === 0;
                Coroutine::create(static function () use ($crowd, $port, $all, $connected, $compresses): void {
                    try {
                        $client = new Client('127.0.0.1', $port);
                        $client->set(['timeout' => 60, 'websocket_mask' => true] + ($compresses ? self::SETTINGS : []));
                        if (!$client->upgrade('/')) {
                            $crowd->dropped++;
                            $connected->done();
                            return;
                        }
                        $connected->done();
                        $crowd->talk($client, $compresses);
                        $client->close();
                    } finally {
                        $all->done();
                    }
                });
            }
            $connected->wait();
            for ($end = microtime(true) + $seconds; microtime(true) < $end;) {
                Coroutine::sleep($every);
                $fault();
            }
            $crowd->stop = true;
            $all->wait();
        });

        return $crowd;
    }

    /** Writes the figures down, and what the server says of answers that it could not give. */
    public function tell(string $what, Server $server): void
    {
        foreach (preg_grep('/^refused/', explode("\n", $server->output())) as $line) {
            self::note($line);
        }
        $text = '%s: %d clients, %d messages sent, %d answered, %d lost, %d wrong, %d connections dropped';
        $all = [$this->clients, $this->sent, $this->answered, $this->lost, $this->wrong, $this->dropped];
        self::note(sprintf($text, $what, ...$all));
    }

    /** Writes a line to where FAULT_FIGURES says. */
    private static function note(string $text): void
    {
        $file = getenv('FAULT_FIGURES');
        if ($file !== false) {
            file_put_contents($file, "$text\n", FILE_APPEND);
        }
    }

    private function talk(Client $client, bool $compresses): void
    {
        // What compresses to nothing but references to the messages before.
        $tail = $compresses ? ' ' . bin2hex(random_bytes(100)) : '';
        $flags = SWOOLE_WEBSOCKET_FLAG_FIN | ($compresses ? SWOOLE_WEBSOCKET_FLAG_COMPRESS : 0);
        $next = 0;
        $expected = 0;
        while (true) {
            while (!$this->stop && $next < $expected + self::IN_FLIGHT) {
                if (!$client->push($next . $tail, WEBSOCKET_OPCODE_TEXT, $flags)) {
                    $this->dropped++;
                    return;
                }
                $next++;
                $this->sent++;
            }
            if ($expected === $next) {
                return;
            }
            $frame = $client->recv(self::PATIENCE);
            if ($frame === false && $client->errCode === SOCKET_ETIMEDOUT) {
                // What is on the way is lost.
                self::note("no answer to $expected to " . ($next - 1) . ($this->stop ? ' at the end' : ''));
                $this->lost += $next - $expected;
                $expected = $next;
                continue;
            }
            if (!$frame instanceof \Swoole\WebSocket\Frame || $frame->opcode !== WEBSOCKET_OPCODE_TEXT) {
                $this->dropped++;
                return;
            }
            $number = (int) $frame->data;
            if ($number . $tail !== $frame->data || $number < $expected || $number >= $next) {
                $this->wrong++;
                continue;
            }
            if ($number > $expected) {
                self::note("an answer to $number, not to $expected");
            }
            $this->lost += $number - $expected;
            $expected = $number + 1;
            $this->answered++;
        }
    }
}
