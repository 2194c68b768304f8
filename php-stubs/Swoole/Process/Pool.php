<?php

namespace Swoole\Process;

/**
 * A number of worker processes that are kept: what ends is started again.
 *
 * @notSerializable
 */
class Pool
{
    /** @var int  Id of the process that has called start(). */
    public $master_pid = -1;

    /** @var int  In a worker, its process id. */
    public $workerPid = -1;

    /** @var int  In a worker, its number, from 0 on. */
    public $workerId = -1;

    /** @var array|null  The objects that getProcess() has made, by number. */
    public $workers = null;

    /** @var bool  In a worker, whether it goes on; false from WorkerExit and WorkerStop on. */
    public $workerRunning = true;

    /** @var bool  Whether the pool, in a worker that one, goes on. */
    public $running = true;

    /**
     * Throws a \Swoole\Exception if $worker_num is below 1 or the system has no pipe or queue left; an \Error if
     * $ipc_type is none that coroutines can use, or if there is a server or a running pool in this process.
     *
     * @param int $worker_num  how many workers
     * @param int $ipc_type  where messages come from: SWOOLE_IPC_NONE, SWOOLE_IPC_UNIXSOCK (sendMessage()),
     *     SWOOLE_IPC_MSGQUEUE (a message queue of System V), SWOOLE_IPC_SOCKET (clients; see listen())
     * @param int $msgqueue_key  key of the message queue; 0 for one that ends with the pool
     * @param bool $enable_coroutine  whether workers have an event loop and callbacks run in coroutines; with
     *     SWOOLE_IPC_NONE and SWOOLE_IPC_UNIXSOCK only
     */
    public function __construct(int $worker_num, int $ipc_type = 0, int $msgqueue_key = 0, bool $enable_coroutine = false) {}

    /** Does nothing. */
    public function __destruct() {}

    /**
     * Sets options, before start().
     *
     * @param array $settings  `enable_coroutine`; `max_package_size`: bytes of the longest
     *     message, 2 MiB; `max_wait_time`: seconds until a worker that was asked to end is killed, 3, 0 for never; and
     *     the options of coroutines and of the log. `enable_message_bus`, with SWOOLE_IPC_UNIXSOCK: messages of any
     *     length go through, and getProcess()->write() does not
     */
    public function set(array $settings): void {}

    /**
     * Sets what is called at an event:
     *
     * - Start($pool), Shutdown($pool): in the process that has called start(), before the first worker starts, and before
     *   the workers are stopped
     * - WorkerStart($pool, $workerId), WorkerStop($pool, $workerId): in each worker, when it starts and before it ends.
     *   Without Message and coroutines, the worker ends when WorkerStart returns
     * - Message($pool, $data): in a worker, for each message
     * - WorkerExit($pool, $workerId): with coroutines only, again and again while a worker that is to end still waits for
     *   something
     *
     * @param string $name  the event, in upper or lower case
     * @param callable $callback  replaces the one that there was
     * @return bool  false, with a warning, if the pool runs, or there is no such event or function. Message with
     *     SWOOLE_IPC_NONE throws a \Swoole\Exception
     */
    public function on(string $name, callable $callback): bool {}

    /**
     * The process of a worker, to write to it or to read from it.
     *
     * @param int $work_id  number of the worker; below 0 for the own one
     * @return \Swoole\Process|false  the same object each time; false while the pool does not run; with a warning, if
     *     there is no such worker
     */
    public function getProcess(int $work_id = -1): \Swoole\Process|false {}

    /**
     * Has the workers listen, with SWOOLE_IPC_SOCKET. A client sends the length of its message as four bytes in network
     * byte order, then the message; what write() was given comes back in the same form, and the connection ends.
     *
     * @param string $host  an IP address, or `unix:/` and a path
     * @param int $port  port
     * @param int $backlog  how many clients may wait to be accepted
     * @return bool  false, with a warning, if that cannot be had, the pool runs, or is of another type
     */
    public function listen(string $host, int $port = 0, int $backlog = 2048): bool {}

    /**
     * Answers the client whose message is being handled, with SWOOLE_IPC_SOCKET. Several answers are joined.
     *
     * @param string $data  not empty
     * @return bool  false if it is empty, there is no client, or more than 64 MiB wait; with a warning, if the pool is
     *     of another type
     */
    public function write(string $data): bool {}

    /**
     * Sends a message to a worker, with SWOOLE_IPC_UNIXSOCK.
     *
     * @param string $data  as much as a datagram may have, which is about 200 KiB by default; 1 GiB with
     *     `enable_message_bus`
     * @param int $dst_worker_id  number of the worker
     * @return bool  false, with a warning, if the pool does not run or is of another type, there is no such worker, or
     *     the message cannot be sent
     */
    public function sendMessage(string $data, int $dst_worker_id): bool {}

    /**
     * Has this worker belong to the pool no more: a successor starts at once, this one finishes what it does, and ends. It
     * survives the pool.
     *
     * @return bool  false if this is no worker of a running pool, or it is on its way to end already
     */
    public function detach(): bool {}

    /**
     * Starts the workers and keeps them until the pool is shut down, by shutdown(), SIGTERM or SIGINT. SIGUSR1 and SIGUSR2
     * replace the workers one after the other. What ends at its start again and again is started more and more slowly.
     *
     * @return false|null  null at the end; false, with a warning, if it runs already or cannot start
     */
    public function start(): ?false {}

    /** Ends this worker when it has finished what it does; in the process that has called start(), the whole pool. */
    public function stop(): void {}

    /**
     * Stops the pool, from any of its processes. Throws a \Swoole\Exception if it does not run.
     *
     * @return bool  true
     */
    public function shutdown(): bool {}
}
