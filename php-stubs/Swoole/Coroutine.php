<?php

namespace Swoole;

/**
 * Coroutines: functions that can be suspended while they wait, so that others run meanwhile in the same process.
 *
 * A coroutine has an id, a number from 1 on that is not used again. It keeps running until it waits for something;
 * nothing interrupts it. All methods are static; `new` throws an Error.
 */
class Coroutine
{
    /**
     * Starts a coroutine. It runs at once, until it waits for the first time or ends; then create() returns.
     *
     * @param callable $func  what the coroutine runs
     * @param mixed ...$param  arguments of $func
     * @return int|false  id of the coroutine; false, with a warning, when there are `max_coroutine` already
     *
     * @alias swoole_coroutine_create
     */
    public static function create(callable $func, mixed ...$param): int|false {}

    /**
     * Has a function called when the running coroutine ends, also by an exception. The last one registered is called
     * first. Outside of a coroutine it is a fatal error.
     *
     * @param callable $callback  gets no argument
     *
     * @alias swoole_coroutine_defer
     */
    public static function defer(callable $callback): void {}

    /**
     * Sets options of the coroutines of this process. They hold for coroutines that start afterwards.
     *
     * @param array $options  option => value: max_coroutine, hook_flags, enable_deadlock_check,
     *     deadlock_check_disable_trace, deadlock_check_limit, deadlock_check_depth, enable_preemptive_scheduler,
     *     stack_size (bytes), socket_timeout and its like (seconds), dns_cache_expire (seconds), dns_cache_capacity,
     *     exit_condition (a callable; the event loop goes on while it returns false)
     *
     * @alias Swoole\Coroutine\Scheduler::set
     */
    public static function set(array $options): void {}

    /**
     * The options that set() was given so far.
     *
     * @return array|null  option => value; null if there were none
     *
     * @alias Swoole\Coroutine\Scheduler::getOptions
     */
    public static function getOptions(): ?array {}

    /**
     * Whether there is a coroutine of that id that has not ended.
     *
     * @param int $cid  id of a coroutine
     * @return bool  false once it has ended
     */
    public static function exists(int $cid): bool {}

    /**
     * Suspends the running coroutine until another one resumes it. Outside of a coroutine it is a fatal error.
     *
     * @return bool  true when it was resumed, false when it was cancelled (SWOOLE_ERROR_CO_CANCELED)
     */
    public static function yield(): bool {}

    /**
     * Ends a coroutine's wait before its time: what it waits in returns false, or an exception is thrown there.
     *
     * @param int $cid  id of the coroutine
     * @param bool $throw_exception  whether to throw a \Swoole\Coroutine\CanceledException in the coroutine
     * @return bool  whether it was cancelled; if not, swoole_last_error() is SWOOLE_ERROR_CO_NOT_EXISTS,
     *     SWOOLE_ERROR_CO_CANNOT_CANCEL (it does not wait, or in something that cannot be cancelled) or
     *     SWOOLE_ERROR_CO_CANCELED (the exception is on its way already)
     */
    public static function cancel(int $cid, bool $throw_exception = false): bool {}

    /**
     * Gives the running coroutine a time to end in. When it has passed, a \Swoole\Coroutine\TimeoutException is thrown
     * where the coroutine waits. Outside of a coroutine it is a fatal error.
     *
     * @param float $timeout  seconds; fractions are dropped
     * @return bool  false if $timeout is 0
     */
    public static function setTimeLimit(float $timeout): bool {}

    /**
     * Waits until all of these coroutines have ended. Outside of a coroutine it is a fatal error.
     *
     * @param array $cid_array  ids of coroutines; those that have ended do not count
     * @param float $timeout  most seconds to wait; -1 for no limit
     * @return bool  false if the time ran out (SWOOLE_ERROR_CO_TIMEDOUT), the wait was cancelled
     *     (SWOOLE_ERROR_CO_CANCELED), all have ended before (SWOOLE_ERROR_INVALID_PARAMS) or, with a warning, the
     *     running coroutine is among them (SWOOLE_ERROR_WRONG_OPERATION)
     */
    public static function join(array $cid_array, float $timeout = -1): bool {}

    /**
     * Whether the running coroutine's last wait was cancelled. Outside of a coroutine it is a fatal error.
     *
     * @return bool  false if the wait ended by itself
     */
    public static function isCanceled(): bool {}

    /**
     * yield() under another name.
     *
     * @alias Swoole\Coroutine::yield
     */
    public static function suspend(): bool {}

    /**
     * Resumes a coroutine that yield() has suspended. It runs at once, until it waits again or ends.
     *
     * @param int $cid  id of the coroutine
     * @return bool  false, with a warning, if there is no such coroutine, or it waits in something else than yield()
     */
    public static function resume(int $cid): bool {}

    /**
     * Figures of the coroutines and the event loop of this process.
     *
     * @return array  name => count: event_num (descriptors in the loop), signal_listener_num, aio_task_num,
     *     aio_worker_num, aio_queue_size, c_stack_size (bytes), coroutine_num, coroutine_peak_num, coroutine_last_cid
     */
    public static function stats(): array {}

    /**
     * The id of the running coroutine.
     *
     * @return int  from 1 on; -1 outside of a coroutine
     */
    public static function getCid(): int {}

    /**
     * getCid() under an older name.
     *
     * @alias Swoole\Coroutine::getCid
     */
    public static function getuid(): int {}

    /**
     * The id of the coroutine that started a coroutine.
     *
     * @param int $cid  id of a coroutine; 0 for the running one
     * @return int|false  -1 if it was not started in a coroutine; false if there is no such coroutine, or
     *     none is running
     */
    public static function getPcid(int $cid = 0): int|false {}

    /**
     * A place to keep values for the life of one coroutine. It is made at the first call and destroyed when the
     * coroutine ends.
     *
     * @param int $cid  id of a coroutine; 0 for the running one
     * @return \Swoole\Coroutine\Context|null  null if there is no such coroutine (SWOOLE_ERROR_CO_NOT_EXISTS)
     */
    public static function getContext(int $cid = 0): ?\Swoole\Coroutine\Context {}

    /**
     * Where a coroutine is, as debug_backtrace() tells it.
     *
     * @param int $cid  id of a coroutine; 0 for the running code, in a coroutine or not
     * @param int $options  DEBUG_BACKTRACE_PROVIDE_OBJECT (1) and DEBUG_BACKTRACE_IGNORE_ARGS (2) joined by `|`
     * @param int $limit  most frames; 0 for all
     * @return array|false  frames, the innermost first; false if there is no such coroutine
     *     (SWOOLE_ERROR_CO_NOT_EXISTS)
     */
    public static function getBackTrace(int $cid = 0, int $options = 1, int $limit = 0): array|false {}

    /**
     * Prints where a coroutine is, as debug_print_backtrace() does.
     *
     * @param int $cid  id of a coroutine; 0 for the running code, in a coroutine or not
     * @param int $options  0 or DEBUG_BACKTRACE_IGNORE_ARGS (2)
     * @param int $limit  most frames; 0 for all
     */
    public static function printBackTrace(int $cid = 0, int $options = 0, int $limit = 0): void {}

    /**
     * How long a coroutine has existed, its waits included.
     *
     * @param int $cid  id of a coroutine; 0 for the running one
     * @return int  milliseconds; -1 if there is no such coroutine
     */
    public static function getElapsed(int $cid = 0): int {}

    /**
     * How much of PHP's own stack a coroutine uses.
     *
     * @param int $cid  id of a coroutine; 0 for the running one
     * @return int|false  bytes; false if there is no such coroutine (SWOOLE_ERROR_CO_NOT_EXISTS)
     */
    public static function getStackUsage(int $cid = 0): int|false {}

    /**
     * The ids of all coroutines that have not ended.
     *
     * @return \Swoole\Coroutine\Iterator  iterates over the ids
     */
    public static function list(): \Swoole\Coroutine\Iterator {}

    /**
     * list() under an older name.
     *
     * @alias Swoole\Coroutine::list
     */
    public static function listCoroutines(): \Swoole\Coroutine\Iterator {}

    /**
     * Lets the running coroutine be suspended when it computes for long, where the option `enable_preemptive_scheduler`
     * is set.
     *
     * @return bool  false if that is the case already, and outside of a coroutine
     */
    public static function enableScheduler(): bool {}

    /**
     * Keeps the running coroutine from being suspended when it computes for long.
     *
     * @return bool  false if that is the case already, and outside of a coroutine
     */
    public static function disableScheduler(): bool {}

    /**
     * \Swoole\Coroutine\System::gethostbyname() under an older name.
     *
     * @alias Swoole\Coroutine\System::gethostbyname
     */
    public static function gethostbyname(string $domain_name, int $type = 2, float $timeout = -1): string|false {}

    /**
     * \Swoole\Coroutine\System::dnsLookup() under an older name.
     *
     * @alias Swoole\Coroutine\System::dnsLookup
     */
    public static function dnsLookup(string $domain_name, float $timeout = 60, int $type = 2): string|false {}

    /**
     * \Swoole\Coroutine\System::exec() under an older name.
     *
     * @alias Swoole\Coroutine\System::exec
     */
    public static function exec(string $command, bool $get_error_stream = false): array|false {}

    /**
     * \Swoole\Coroutine\System::sleep() under an older name.
     *
     * @alias Swoole\Coroutine\System::sleep
     */
    public static function sleep(float $seconds): bool {}

    /**
     * \Swoole\Coroutine\System::getaddrinfo() under an older name.
     *
     * @alias Swoole\Coroutine\System::getaddrinfo
     */
    public static function getaddrinfo(
        string $domain,
        int $family = 2,
        int $socktype = 1,
        int $protocol = 6,
        ?string $service = null,
        float $timeout = -1,
    ): array|bool {}

    /**
     * \Swoole\Coroutine\System::statvfs() under an older name.
     *
     * @alias Swoole\Coroutine\System::statvfs
     */
    public static function statvfs(string $path): array {}

    /**
     * \Swoole\Coroutine\System::readFile() under an older name.
     *
     * @alias Swoole\Coroutine\System::readFile
     */
    public static function readFile(string $filename, int $flag = 0): string|false {}

    /**
     * \Swoole\Coroutine\System::writeFile() under an older name.
     *
     * @alias Swoole\Coroutine\System::writeFile
     */
    public static function writeFile(string $filename, string $fileContent, int $flags = 0): int|false {}

    /**
     * \Swoole\Coroutine\System::wait() under an older name.
     *
     * @alias Swoole\Coroutine\System::wait
     */
    public static function wait(float $timeout = -1): array|false {}

    /**
     * \Swoole\Coroutine\System::waitPid() under an older name.
     *
     * @alias Swoole\Coroutine\System::waitPid
     */
    public static function waitPid(int $pid, float $timeout = -1): array|false {}

    /**
     * \Swoole\Coroutine\System::waitSignal() under an older name.
     *
     * @alias Swoole\Coroutine\System::waitSignal
     */
    public static function waitSignal(array|int $signals, float $timeout = -1): int|false {}

    /**
     * \Swoole\Coroutine\System::waitEvent() under an older name.
     *
     * @alias Swoole\Coroutine\System::waitEvent
     */
    public static function waitEvent(
        mixed $socket,
        int $events = SWOOLE_EVENT_READ,
        float $timeout = -1,
    ): int|false {}
}
