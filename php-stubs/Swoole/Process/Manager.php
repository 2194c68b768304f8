<?php

namespace Swoole\Process;

/** Collects functions and runs each of them in a process of its own, by a Pool: what ends is started again. */
class Manager
{
    /** @var Pool|null  The pool, after start(). */
    protected $pool = null;

    /** @var int  How the processes reach each other. */
    protected $ipcType = 0;

    /** @var int  Key of the message queue. */
    protected $msgQueueKey = 0;

    /** @var array  One entry for each process: the function, and whether it runs in a coroutine. */
    protected $startFuncMap = [];

    /**
     * @param int $ipcType  SWOOLE_IPC_NONE, SWOOLE_IPC_UNIXSOCK or SWOOLE_IPC_MSGQUEUE
     * @param int $msgQueueKey  key of the message queue; 0 for one of its own
     */
    public function __construct(int $ipcType = 0, int $msgQueueKey = 0) {}

    /**
     * Adds a process.
     *
     * @param callable $func  called with the Pool and the process's number, from 0 on
     * @param bool $enableCoroutine  whether it runs in a coroutine
     */
    public function add(callable $func, bool $enableCoroutine = false): self {}

    /**
     * Adds several processes that run the same function.
     *
     * @param int $workerNum  how many
     * @param callable $func  called with the Pool and the process's number, from 0 on
     * @param bool $enableCoroutine  whether it runs in a coroutine
     */
    public function addBatch(int $workerNum, callable $func, bool $enableCoroutine = false): self {}

    /** Starts the processes and keeps them until the pool is shut down. Throws a \Swoole\Exception if none was added. */
    public function start(): void {}

    /**
     * Sets how the processes reach each other.
     *
     * @param int $ipcType  SWOOLE_IPC_NONE, SWOOLE_IPC_UNIXSOCK or SWOOLE_IPC_MSGQUEUE
     */
    public function setIPCType(int $ipcType): self {}

    /** How the processes reach each other. */
    public function getIPCType(): int {}

    /**
     * Sets the key of the message queue.
     *
     * @param int $msgQueueKey  0 for a queue of its own
     */
    public function setMsgQueueKey(int $msgQueueKey): self {}

    /** The key of the message queue. */
    public function getMsgQueueKey(): int {}
}
