<?php

namespace Swoole\Coroutine;

/**
 * What an operating system offers, without blocking the process: the running coroutine waits instead.
 *
 * Outside of a coroutine each of these is a fatal error, unless it says otherwise. All methods are static; `new` throws
 * an Error.
 *
 * Threads do what concerns files and names: the option `aio_worker_num` bounds their number. It is
 * SWOOLE_ERROR_QUEUE_FULL if too much waits for them, and SWOOLE_ERROR_AIO_CANCELED for coroutines that waited for them
 * when their process was forked, in the child.
 */
class System
{
    /**
     * Resolves a host name as the operating system does, /etc/hosts included. The answer is kept for the seconds of the
     * option `dns_cache_expire`, 60 if it is not set.
     *
     * @param string $domain_name  host name
     * @param int $type  AF_INET (2) or AF_INET6 (10)
     * @param float $timeout  most seconds to wait; 0 and less for no limit
     * @return string|false  one address; false if there is none (SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED), the time ran out
     *     (SWOOLE_ERROR_CO_TIMEDOUT) or the wait was cancelled (SWOOLE_ERROR_CO_CANCELED), or, with a warning, if the
     *     name is empty or the type is another one
     */
    public static function gethostbyname(string $domain_name, int $type = 2, float $timeout = -1): string|false {}

    /**
     * Asks a DNS server for the address of a host: that of the option `dns_server`, or the first one of
     * /etc/resolv.conf. The answer is kept for the seconds of the option `dns_cache_refresh_time`, 60 if it is not set.
     *
     * @param string $domain_name  host name
     * @param float $timeout  most seconds to wait
     * @param int $type  AF_INET6 (10) for an IPv6 address, anything else for an IPv4 address
     * @return string|false  one address; false if there is none, or none in time
     *     (SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED), no server is known (SWOOLE_ERROR_DNSLOOKUP_NO_SERVER) or the wait
     *     was cancelled (SWOOLE_ERROR_CO_CANCELED), or, with a warning, if the name is empty
     */
    public static function dnsLookup(string $domain_name, float $timeout = 60, int $type = 2): string|false {}

    /**
     * Runs a command in a shell and waits until it ends.
     *
     * @param string $command  what the shell runs; a NUL byte in it is a ValueError
     * @param bool $get_error_stream  whether its standard error belongs to the output
     * @return array|false  code (exit status, 127 if there is no such command), signal (that ended it, or 0), output;
     *     false if no shell started, or the wait was cancelled (SWOOLE_ERROR_CO_CANCELED): then the command goes on
     */
    public static function exec(string $command, bool $get_error_stream = false): array|false {}

    /**
     * Waits for a time.
     *
     * @param float $seconds  at least 0.001
     * @return bool  false if the wait was cancelled (SWOOLE_ERROR_CO_CANCELED), or, with a warning, if the time is
     *     too short
     */
    public static function sleep(float $seconds): bool {}

    /**
     * Resolves a host name to all its addresses, as the operating system does.
     *
     * @param string $domain  host name
     * @param int $family  AF_INET (2) or AF_INET6 (10)
     * @param int $socktype  SOCK_STREAM (1), SOCK_DGRAM (2) or SOCK_RAW (3)
     * @param int $protocol  IPPROTO_TCP (6), IPPROTO_UDP (17) or 0 for any
     * @param string|null $service  service name or port
     * @param float $timeout  most seconds to wait; 0 and less for no limit
     * @return array|bool  addresses; false if there are none (swoole_last_error() is the EAI_* number of getaddrinfo(3)),
     *     the time ran out (SWOOLE_ERROR_CO_TIMEDOUT) or the wait was cancelled (SWOOLE_ERROR_CO_CANCELED), or, with a
     *     warning, if the name is empty or the family is another one
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
     * Figures of the file system that a file belongs to. Outside of a coroutine it blocks.
     *
     * @param string $path  any file or folder in it; empty is a ValueError
     * @return array  bsize and frsize (bytes of a block and of a fragment), blocks, bfree and bavail (fragments),
     *     files, ffree and favail (inodes), fsid, flag, namemax (bytes); all 0 if there is no such file
     */
    public static function statvfs(string $path): array {}

    /**
     * Reads a whole file.
     *
     * @param string $filename  path; empty is a ValueError
     * @param int $flag  LOCK_EX to read under an advisory lock that is shared with other readers, else 0
     * @return string|false  content; false if it cannot be read (swoole_errno() tells why), or the wait was cancelled
     *     (SWOOLE_ERROR_CO_CANCELED)
     */
    public static function readFile(string $filename, int $flag = 0): string|false {}

    /**
     * Writes a file, made if there is none.
     *
     * @param string $filename  path; empty is a ValueError
     * @param string $fileContent  what to write
     * @param int $flags  FILE_APPEND to add to the file instead of replacing it, LOCK_EX to write under an advisory
     *     lock, joined by `|`
     * @return int|false  bytes written, fewer than there are if the disk is full; false if it cannot be written
     *     (swoole_errno() tells why), or the wait was cancelled (SWOOLE_ERROR_CO_CANCELED): then it is written all the
     *     same
     */
    public static function writeFile(string $filename, string $fileContent, int $flags = 0): int|false {}

    /**
     * Waits until any child process ends.
     *
     * @param float $timeout  most seconds to wait; -1 for no limit
     * @return array|false  pid, code (exit status), signal (that ended it, or 0); false if there is no child
     *     (swoole_errno() is ECHILD), the time ran out (ETIMEDOUT) or the wait was cancelled
     */
    public static function wait(float $timeout = -1): array|false {}

    /**
     * Waits until a child process ends.
     *
     * @param int $pid  id of the process; less than 0 for any child
     * @param float $timeout  most seconds to wait; -1 for no limit
     * @return array|false  pid, code (exit status), signal (that ended it, or 0); false if it is no child of this
     *     process (swoole_errno() is ECHILD), the time ran out (ETIMEDOUT) or the wait was cancelled
     */
    public static function waitPid(int $pid, float $timeout = -1): array|false {}

    /**
     * Waits for a signal, which does nothing else then.
     *
     * @param array|int $signals  number of the signal, or several of which one is enough
     * @param float $timeout  most seconds to wait; -1 for no limit
     * @return int|false  the signal that came; false if the time ran out (SWOOLE_ERROR_CO_TIMEDOUT), the wait was
     *     cancelled (SWOOLE_ERROR_CO_CANCELED), or, with a warning, if a number is no signal or somebody else handles
     *     it
     */
    public static function waitSignal(array|int $signals, float $timeout = -1): int|false {}

    /**
     * Waits until a descriptor can be read or written.
     *
     * @param mixed $socket  a stream, an object of the sockets extension, an object with a property fd, or a number
     * @param int $events  SWOOLE_EVENT_READ and SWOOLE_EVENT_WRITE joined by `|`
     * @param float $timeout  most seconds to wait; 0 to ask what is true now, less for no limit
     * @return int|false  those of $events that are true now; false if the time ran out (SWOOLE_ERROR_CO_TIMEDOUT), the
     *     wait was cancelled (SWOOLE_ERROR_CO_CANCELED), $events is empty (EINVAL), or, with a warning, if $socket is
     *     no descriptor
     */
    public static function waitEvent(
        mixed $socket,
        int $events = SWOOLE_EVENT_READ,
        float $timeout = -1,
    ): int|false {}
}
