<?php

namespace Swoole;

/**
 * A child process: a function that runs in a process of its own, and what goes between that and its parent.
 *
 * @notSerializable
 */
class Process
{
    /** For useQueue(): neither push() nor pop() waits. */
    public const IPC_NOWAIT = 256;

    /** For close(): the parent's end of the pipe. */
    public const PIPE_MASTER = 1;

    /** For close(): the child's end of the pipe. */
    public const PIPE_WORKER = 2;

    /** For close(): what this process reads. */
    public const PIPE_READ = 3;

    /** For close(): what this process writes. */
    public const PIPE_WRITE = 4;

    /** For the constructor: no pipe. */
    public const PIPE_TYPE_NONE = 0;

    /** For the constructor: a pipe that carries a stream of bytes. */
    public const PIPE_TYPE_STREAM = 1;

    /** For the constructor: a pipe that keeps the bounds of messages. */
    public const PIPE_TYPE_DGRAM = 2;

    /** @var int|null  Descriptor of this process's end of the pipe, for Event::add(); null without a pipe. */
    public $pipe = null;

    /** @var int|null  The system's number of the queue, after useQueue(). */
    public $msgQueueId = null;

    /** @var int|null  Key of the queue, after useQueue(). */
    public $msgQueueKey = null;

    /** @var int|null  Id of the child process, after start(); in the child itself its own. */
    public $pid = null;

    /** @var int|null  Counts the objects of this class, from 1 on; messages in a queue are addressed by it. */
    public $id = null;

    /** @var callable|null  What the child runs. */
    private $callback = null;

    /**
     * Makes a process, which start() starts.
     *
     * Throws a \Swoole\Exception, its code an errno, if the system has no pipe left.
     *
     * @param callable $callback  called in the child with this object; the child ends when it returns
     * @param bool $redirect_stdin_and_stdout  whether the standard streams of the child, errors included, are its end of
     *     the pipe, which carries a stream then
     * @param int $pipe_type  one of the PIPE_TYPE_*
     * @param bool $enable_coroutine  whether the callback runs in a coroutine; the child ends when its event loop has
     *     nothing left to wait for
     */
    public function __construct(callable $callback, bool $redirect_stdin_and_stdout = false, int $pipe_type = 2, bool $enable_coroutine = false) {}

    /** Closes the pipe. The child goes on. */
    public function __destruct() {}

    /**
     * Waits for the end of a child and tells how it has ended. A child that nobody waits for stays a zombie until its
     * parent ends. The whole process is blocked; \Swoole\Coroutine\System::wait() blocks one coroutine only.
     *
     * @param bool $blocking  whether it waits until some child has ended
     * @return array|false  `pid`, `code` (the exit status), `signal` (the one that ended it, or 0); false if no child has
     *     ended, or there is none
     */
    public static function wait(bool $blocking = true): array|false {}

    /**
     * Has a function called when a signal comes, by the event loop, in a coroutine where callbacks are coroutines. It
     * neither interrupts what runs nor keeps the loop going, unless the option `wait_signal` says so.
     *
     * @param int $signal_no  SIGTERM and its like; SIGKILL and SIGSTOP cannot be had
     * @param callable|null $callback  called with the signal's number; SIG_IGN ignores it; null does what the system does
     * @return bool  false, with a warning, if there is no such signal, no such function, nothing to end, or if a server or
     *     a pool needs the signal itself
     */
    public static function signal(int $signal_no, ?callable $callback = null): bool {}

    /**
     * Has the system send a signal to this process again and again: SIGALRM, or what goes with another clock.
     *
     * @param int $usec  microseconds between two signals; 0 or less for no more of them
     * @param int $type  the clock: 0 for time, 1 for CPU time of this process (SIGVTALRM), 2 for that and the system's
     *     work for it (SIGPROF)
     * @return bool  false, with a warning, if timers are set or there is no such clock
     */
    public static function alarm(int $usec, int $type = 0): bool {}

    /**
     * Sends a signal to a process.
     *
     * @param int $pid  its id; as in kill(2), 0 and less stand for groups
     * @param int $signal_no  a signal; 0 only asks whether there is such a process
     * @return bool  false, with a warning, if it cannot be sent; without one, if $signal_no is 0 and there is no such
     *     process. swoole_last_error() is an errno then
     */
    public static function kill(int $pid, int $signal_no = 15): bool {}

    /**
     * Goes on in a child process of a session of its own, in the background; this process ends. In a coroutine it is a
     * fatal error.
     *
     * @param bool $nochdir  whether the working directory stays; otherwise it becomes the root
     * @param bool $noclose  whether the standard streams stay; otherwise they become /dev/null
     * @param array $pipes  descriptors or streams that become standard input, output and error; null for one that stays
     * @return bool  false, with a warning, if the system makes no process
     */
    public static function daemon(bool $nochdir = true, bool $noclose = true, array $pipes = []): bool {}

    /**
     * Lets this process run on certain processors only.
     *
     * @param array $cpu_settings  numbers of processors, from 0 on
     * @return bool  false if there are none; with a warning if there are no such processors
     */
    public static function setAffinity(array $cpu_settings): bool {}

    /**
     * The processors that this process may run on.
     *
     * @return array  their numbers, from 0 on
     */
    public static function getAffinity(): array {}

    /**
     * Sets a priority, as setpriority(2) does.
     *
     * @param int $which  PRIO_PROCESS (0), PRIO_PGRP (1) or PRIO_USER (2)
     * @param int $priority  from -20, the best, to 19; to make it better takes rights
     * @param int|null $who  id of the process, group or user; null for this process, if $which is PRIO_PROCESS
     * @return bool  false if it cannot be set; swoole_last_error() tells why
     */
    public function setPriority(int $which, int $priority, ?int $who = null): bool {}

    /**
     * Tells a priority, as getpriority(2) does.
     *
     * @param int $which  PRIO_PROCESS (0), PRIO_PGRP (1) or PRIO_USER (2)
     * @param int|null $who  id of the process, group or user; null for this process, if $which is PRIO_PROCESS
     * @return int|false  from -20 to 19; false if there is none, and swoole_last_error() tells why
     */
    public function getPriority(int $which, ?int $who = null): int|false {}

    /**
     * Sets options, before start().
     *
     * @param array $settings  `enable_coroutine`, as the constructor's
     */
    public function set(array $settings): void {}

    /**
     * How long read() and write() wait at most.
     *
     * @param float $seconds  seconds; 0 or less for ever
     * @return bool  false, with a warning, without a pipe
     */
    public function setTimeout(float $seconds): bool {}

    /**
     * Whether read() and write() wait. If they do not, write() leaves to the event loop what there is no room for.
     *
     * @param bool $blocking  true, to begin with
     * @return bool  false, with a warning, without a pipe
     */
    public function setBlocking(bool $blocking): bool {}

    /**
     * Uses a message queue of System V, which is made if there is none. It stays when all processes have ended; see
     * freeQueue().
     *
     * @param int $key  the queue's key, of 32 bits; 0 or less for one made of the script's name
     * @param int $mode  SWOOLE_MSGQUEUE_BALANCE (2): pop() takes any message; SWOOLE_MSGQUEUE_ORIENT (1): only those that
     *     were pushed by an object with the same $id. Joined by `|` with IPC_NOWAIT, neither push() nor pop() waits
     * @param int $capacity  bytes that the queue takes; -1 for what the system says
     * @return bool  false, with a line in the log, if there is no such queue to be had
     */
    public function useQueue(int $key = 0, int $mode = 2, int $capacity = -1): bool {}

    /**
     * What is in the queue.
     *
     * @return array|false  `queue_num` (messages), `queue_bytes`; false, with a warning, without a queue
     */
    public function statQueue(): array|false {}

    /**
     * Removes the queue from the system, with all that is in it.
     *
     * @return bool  false without a queue, or if another process has removed it
     */
    public function freeQueue(): bool {}

    /**
     * Makes the child process, which runs the callback. It shares nothing that changes afterwards: it has no timers,
     * coroutines, callbacks of signals and watched descriptors, random numbers of its own, and empty output buffers.
     *
     * It ends with the status of exit(), 255 after an exception that nobody catches, 0 otherwise. Shutdown functions and
     * destructors run in it, too. In a coroutine it is a fatal error.
     *
     * @return int|bool  id of the child; false, with a warning, if it runs already or the system makes none
     */
    public function start(): int|bool {}

    /**
     * Writes into the pipe: what the other process reads.
     *
     * @param string $data  bytes, not empty; with PIPE_TYPE_DGRAM one message
     * @return int|false  bytes that were written; false, with a warning, if it cannot be written, in time
     */
    public function write(string $data): int|false {}

    /**
     * Closes the pipe, or a part of it, in this process.
     *
     * @param int $which  0 for both ends, or one of PIPE_MASTER, PIPE_WORKER, PIPE_READ, PIPE_WRITE
     * @return bool  false, with a warning, if it is closed already, or belongs to a pool
     */
    public function close(int $which = 0): bool {}

    /**
     * Reads from the pipe what the other process has written.
     *
     * @param int $size  most bytes to read, above 0; with PIPE_TYPE_DGRAM the rest of a longer message is lost
     * @return string|false  what there is, '' if the other end was closed; false without a pipe, with a warning, or when
     *     time ran out
     */
    public function read(int $size = 8192): string|false {}

    /**
     * Appends a message to the queue.
     *
     * @param string $data  1 to 65,535 bytes; the system may allow less
     * @return bool  false, with a warning, without a queue; false if there is no room and it does not wait
     */
    public function push(string $data): bool {}

    /**
     * Takes a message from the queue.
     *
     * @param int $size  most bytes of it, up to 65,536; a longer one stays where it is
     * @return string|false  the message; false, with a warning, without a queue; false if there is none and it does not wait
     */
    public function pop(int $size = 65536): string|false {}

    /**
     * Ends the child from within, at once: without shutdown functions and destructors.
     *
     * @param int $exit_code  0 to 255, what the parent's wait() tells
     */
    public function exit(int $exit_code = 0): void {}

    /**
     * Goes on as another program, whose process this one becomes.
     *
     * @param string $exec_file  path of the program
     * @param array $args  its arguments
     * @return bool  only if it fails: false, with a warning
     */
    public function exec(string $exec_file, array $args): bool {}

    /**
     * This process's end of the pipe for coroutines, which wait there without blocking the process.
     *
     * @return \Swoole\Coroutine\Socket|false  the same object each time; false, with a warning, without a pipe
     */
    public function exportSocket(): \Swoole\Coroutine\Socket|false {}

    /**
     * Sets what ps(1) shows as the name of this process.
     *
     * @param string $process_name  the name
     * @return bool  false, with a warning, where it cannot be set
     *
     * @alias swoole_set_process_name
     */
    public function name(string $process_name): bool {}
}
