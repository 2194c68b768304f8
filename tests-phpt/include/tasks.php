<?php

/** What tests of task workers need: a server that does in worker 0 what its client asks for. */

declare(strict_types=1);

namespace SwooleTest;

require __DIR__ . '/processes.php';

/** A server with task workers, and a client that has code run in its worker. */
final class TaskServer
{
    public readonly Server $server;
    public readonly WebSocketClient $client;

    /**
     * @param string $setup code that sets callbacks of $server; onTask returns its data reversed, or as it is if it is no
     *     string, unless it sets another one
     * @param array<string, mixed> $settings given to Server::set()
     */
    public function __construct(string $setup = '', array $settings = [], string $mode = 'SWOOLE_BASE')
    {
        $this->server = Server::webSocket(<<<'PHP'
            $server->on('task', fn ($server, $id, $from, $data) => is_string($data) ? strrev($data) : $data);
            $server->on('finish', function () {});
            $server->on('message', function ($server, $frame) {
                $answer = eval($frame->data);
                $server->push($frame->fd, json_encode([$answer, swoole_last_error()]));
            });
            PHP . "\n$setup", $settings + ['worker_num' => 1, 'task_worker_num' => 1, 'log_level' => SWOOLE_LOG_NONE], $mode);
        $this->client = WebSocketClient::connect($this->server->port);
    }

    /** What code in the worker returns. It finds $server and $frame. */
    public function run(string $code): mixed
    {
        return $this->runWithError($code)[0];
    }

    /**
     * What code in the worker returns, and the code of the last error there.
     *
     * @return array{mixed, int}
     */
    public function runWithError(string $code): array
    {
        return json_decode($this->client->ask("swoole_clear_error(); $code"), true);
    }

    /** What was printed, when it has so many lines. */
    public function lines(int $count): string
    {
        await(fn (): bool => substr_count($this->server->output(), "\n") >= $count, "less than $count lines were printed");

        return $this->server->output();
    }

    /** The process id of a task worker or worker. */
    public function pid(int $number): int
    {
        return $this->run("return \$server->getWorkerPid($number);");
    }
}
