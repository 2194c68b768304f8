<?php

namespace Swoole;

/**
 * An event-driven TCP, UDP and Unix socket server.
 *
 * Configure it with set(), register callbacks with on(), then start() runs until shutdown. A connection is known by
 * its session id, called fd throughout: a number that is not used again while the server runs.
 *
 * Methods that talk to a connection return false when it is gone and leave the reason in swoole_last_error().
 *
 * @notSerializable
 */
class Server
{
    private $onStart;
    private $onBeforeShutdown;
    private $onShutdown;
    private $onWorkerStart;
    private $onWorkerStop;
    private $onBeforeReload;
    private $onAfterReload;
    private $onWorkerExit;
    private $onWorkerError;
    private $onTask;
    private $onFinish;
    private $onManagerStart;
    private $onManagerStop;
    private $onPipeMessage;

    /** @var array|null  Everything given to set(), and the defaults that start() fills in. */
    public $setting;

    /**
     * @var \Swoole\Connection\Iterator|null  Iterates and counts the fds of all open connections: `foreach
     *     ($server->connections as $fd)`.
     */
    public $connections;

    /** @var string  Address that the first port listens on. */
    public $host = '';

    /** @var int  Port number that the first port listens on; after `new` with port 0, the one that the system chose. */
    public $port = 0;

    /** @var int  Socket type of the first port, one of SWOOLE_SOCK_*. */
    public $type = 0;

    /** @var bool  Whether the first port speaks TLS. */
    public $ssl = false;

    /** @var int  SWOOLE_BASE or SWOOLE_PROCESS. */
    public $mode = 0;

    /** @var \Swoole\Server\Port[]|null  All listening ports, the first one at index 0. */
    public $ports;

    /** @var int  Process id of the master; set once the server runs. */
    public $master_pid = 0;

    /** @var int  Process id of the manager; 0 where there is none. */
    public $manager_pid = 0;

    /**
     * @var int  Number of this worker, from 0; task workers count on after the last event worker. -1 outside of a
     *     worker.
     */
    public $worker_id = -1;

    /** @var bool  Whether this process is a task worker. */
    public $taskworker = false;

    /** @var int  Process id of this worker. */
    public $worker_pid = 0;

    /** @var int|null  Id of the timer behind the `stats_file` setting. */
    public $stats_timer;

    /** @var mixed  Server behind the `admin_server` setting; never set here. */
    public $admin_server;

    /**
     * Opens the first port; it accepts connections from start() on.
     *
     * @param string $host  address to listen on: IPv4, IPv6, or the path of a Unix socket
     * @param int $port  port number; 0 lets the system choose, see $port
     * @param int $mode  SWOOLE_BASE or SWOOLE_PROCESS
     * @param int $sock_type  one of SWOOLE_SOCK_*, with `| SWOOLE_SSL` for TLS
     * @throws \Swoole\Exception  if the address is bad or in use; the code is the errno
     */
    public function __construct(
        string $host = '0.0.0.0',
        int $port = 0,
        int $mode = SWOOLE_BASE,
        int $sock_type = SWOOLE_SOCK_TCP,
    ) {}

    /** Releases the ports of a server that was never started. */
    public function __destruct() {}

    /**
     * Opens another port, before start(). It has its own settings and callbacks; what it does not set, it takes from
     * the first port.
     *
     * @param string $host  as in the constructor
     * @param int $port  as in the constructor
     * @param int $sock_type  as in the constructor
     * @return \Swoole\Server\Port|false  false, with a warning, if the server runs already or the address is bad or in
     *     use
     */
    public function listen(string $host, int $port, int $sock_type): \Swoole\Server\Port|false {}

    /**
     * The older name of listen().
     *
     * @alias Swoole\Server::listen
     */
    public function addlistener(string $host, int $port, int $sock_type): \Swoole\Server\Port|false {}

    /**
     * Sets the callback of an event; a second call replaces the first.
     *
     * Event names are those of \Swoole\Constant::EVENT_*, in any case, with or without a leading `on`.
     *
     * @param string $event_name  name of the event
     * @param callable $callback  what to call; its arguments depend on the event
     * @return bool  false, with a warning, if the server runs already or there is no such event
     */
    public function on(string $event_name, callable $callback): bool {}

    /**
     * The callback that on() has set.
     *
     * @param string $event_name  name of the event, as for on()
     * @return \Closure|array|string|null  null if none is set
     */
    public function getCallback(string $event_name): \Closure|array|string|null {}

    /**
     * Sets options, before start(). Later calls add to earlier ones.
     *
     * \Swoole\Constant::OPTION_* documents every option. An unknown one raises a warning.
     *
     * @param array $settings  option name => value
     * @return bool  false, with a warning, if the server runs already
     */
    public function set(array $settings): bool {}

    /**
     * Runs the server in this process until it is shut down.
     *
     * @return bool  true after an orderly shutdown; false, with a warning, if it could not start
     * @throws \Swoole\Exception  if another server runs in this process
     */
    public function start(): bool {}

    /**
     * Sends raw bytes. On a WebSocket connection use push(). In a coroutine it waits for a client that has much to read already, but
     * not long for one that does not read, see the settings send_yield and send_timeout.
     *
     * @param int|string $fd  session id; the path of a Unix datagram socket where the server has one
     * @param string $send_data  bytes to send, up to `buffer_output_size`
     * @param int $serverSocket  for datagrams: descriptor of the port to send from
     * @return bool  false if nothing was queued: SWOOLE_ERROR_SESSION_NOT_EXIST, SWOOLE_ERROR_SESSION_CLOSED,
     *     SWOOLE_ERROR_NO_PAYLOAD, SWOOLE_ERROR_DATA_LENGTH_TOO_LARGE or SWOOLE_ERROR_OUTPUT_BUFFER_OVERFLOW
     */
    public function send(string|int $fd, string $send_data, int $serverSocket = -1): bool {}

    /**
     * Sends a datagram to any address.
     *
     * @param string $ip  IPv4 or IPv6 address
     * @param int $port  port number, 1 to 65535
     * @param string $send_data  bytes to send
     * @param int $server_socket  descriptor of the UDP port to send from; -1 takes the first
     * @return bool  whether the datagram was sent
     * @unsupported until UDP ports arrive
     */
    public function sendto(string $ip, int $port, string $send_data, int $server_socket = -1): bool {}

    /**
     * Sends raw bytes and waits until the socket has taken them all.
     *
     * @param int $conn_fd  session id of the connection
     * @param string $send_data  bytes to send
     * @return bool  whether they were sent
     * @unsupported until servers of several processes arrive
     */
    public function sendwait(int $conn_fd, string $send_data): bool {}

    /**
     * Whether a connection is open. A WebSocket connection is open before its handshake: see isEstablished().
     *
     * @param int $fd  session id of the connection
     * @return bool  true from connect to close
     */
    public function exists(int $fd): bool {}

    /**
     * The older name of exists().
     *
     * @alias Swoole\Server::exists
     */
    public function exist(int $fd): bool {}

    /**
     * Exempts a connection from the idle check of `heartbeat_idle_time`, or ends the exemption.
     *
     * @param int $fd  session id of the connection
     * @param bool $is_protected  whether to keep it however long it is silent
     * @return bool  false if there is no such connection
     */
    public function protect(int $fd, bool $is_protected = true): bool {}

    /**
     * Sends a file, or a part of it, as raw bytes.
     *
     * @param int $conn_fd  session id of the connection
     * @param string $filename  path of a regular file
     * @param int $offset  first byte to send
     * @param int $length  number of bytes; 0 means up to the end
     * @return bool  false, with a warning, if the file cannot be read, or if the connection is gone
     */
    public function sendfile(int $conn_fd, string $filename, int $offset = 0, int $length = 0): bool {}

    /**
     * Closes a connection after what is queued for it has been sent; the close event follows.
     *
     * @param int $fd  session id of the connection
     * @param bool $reset  drop what is queued and close at once
     * @return bool  false if there is no such connection
     */
    public function close(int $fd, bool $reset = false): bool {}

    /**
     * Starts reading from a connection that `enable_delay_receive` left unread.
     *
     * @alias Swoole\Server::resume
     */
    public function confirm(int $fd): bool {}

    /**
     * Stops reading from a connection; what arrives waits in the kernel. Sending goes on.
     *
     * @param int $fd  session id of the connection
     * @return bool  false if there is no such connection
     */
    public function pause(int $fd): bool {}

    /**
     * Reads again from a connection that pause() has stopped.
     *
     * @param int $fd  session id of the connection
     * @return bool  false if there is no such connection
     */
    public function resume(int $fd): bool {}

    /**
     * Gives a job to a task worker and goes on; the finish event reports the result. Works in every process but task
     * workers; only workers get results.
     *
     * @param mixed $data  anything that can be serialized
     * @param int $taskWorkerIndex  number of the task worker, from 0; -1 takes the one with the fewest to do
     * @param callable|null $finishCallback  called with the result instead of the finish event
     * @return int|false  id of the job, unique in this process; false, with a warning, if there are no task workers, in
     *     one, or with SWOOLE_ERROR_TASK_DISPATCH_FAIL if too many jobs wait for them
     * @throws \Throwable  what serializing throws
     */
    public function task(mixed $data, int $taskWorkerIndex = -1, ?callable $finishCallback = null): int|false {}

    /**
     * Gives a job to a task worker and waits for its result: in a coroutine while others go on, outside of one blocking
     * the worker. For workers only.
     *
     * @param mixed $data  anything that can be serialized
     * @param float $timeout  seconds to wait; 0 or less waits as long as it takes
     * @param int $taskWorkerIndex  number of the task worker, from 0; -1 takes the one with the fewest to do
     * @return mixed  the result; false if it takes too long (SWOOLE_ERROR_CO_TIMEDOUT, outside of coroutines
     *     SWOOLE_ERROR_SOCKET_POLL_TIMEOUT), or if nobody can take the job or the task worker has ended
     *     (SWOOLE_ERROR_TASK_DISPATCH_FAIL)
     */
    public function taskwait(mixed $data, float $timeout = 0.5, int $taskWorkerIndex = -1): mixed {}

    /**
     * Gives several jobs to task workers and waits for all results, as taskwait() does.
     *
     * @param array $tasks  up to 1023 jobs, anything that can be serialized
     * @param float $timeout  seconds to wait for all of them; 0 or less waits as long as it takes
     * @return array|false  results under the positions of their jobs, from 0; those that are late are missing. False if
     *     nobody can take any (SWOOLE_ERROR_TASK_DISPATCH_FAIL)
     */
    public function taskWaitMulti(array $tasks, float $timeout = 0.5): array|false {}

    /**
     * Gives several jobs to task workers and suspends the coroutine until all are done.
     *
     * @param array $tasks  up to 1023 jobs, anything that can be serialized
     * @param float $timeout  seconds to wait for all of them; 0 or less waits as long as it takes
     * @return array|false  results under the positions of their jobs, from 0; false for those that are late. False if
     *     nobody can take any (SWOOLE_ERROR_TASK_DISPATCH_FAIL)
     */
    public function taskCo(array $tasks, float $timeout = 0.5): array|false {}

    /**
     * Reports the result of a job from within the task event; may be called several times. With
     * `task_enable_coroutine`, use \Swoole\Server\Task::finish().
     *
     * @param mixed $data  anything that can be serialized
     * @return bool  false, with a line in the log, outside of a task, if no worker has given the job, or if too much
     *     waits for that one
     */
    public function finish(mixed $data): bool {}

    /**
     * Replaces all workers by new ones that load the code again.
     *
     * @param bool $only_reload_taskworker  replace the task workers only
     * @return bool  false with SWOOLE_ERROR_OPERATION_NOT_SUPPORT: a server of a single process has no workers to
     *     replace
     */
    public function reload(bool $only_reload_taskworker = false): bool {}

    /**
     * Ends the server as SIGTERM does: no new connections, WebSocket peers get close code 1001, queued data is sent.
     *
     * @return bool  false if the server does not run
     */
    public function shutdown(): bool {}

    /**
     * Ends one worker; in a server of several processes another takes its place.
     *
     * @param int $workerId  number of the worker; -1 is this one
     * @return bool  false if there is no such worker
     */
    public function stop(int $workerId = -1): bool {}

    /**
     * Code of the last error in this process: swoole_last_error() as a method.
     *
     * @alias swoole_last_error
     */
    public function getLastError(): int {}

    /**
     * Finds the connections that have been silent for `heartbeat_idle_time`, whatever `heartbeat_check_interval` says.
     *
     * @param bool $ifCloseConnection  whether to close them, too
     * @return array|false  their fds; false if no idle time is set
     */
    public function heartbeat(bool $ifCloseConnection = true): array|false {}

    /**
     * What is known about a connection.
     *
     * Keys: server_port, server_fd, socket_fd, socket_type, remote_port, remote_ip, reactor_id, connect_time,
     * last_time, last_recv_time, last_send_time, last_dispatch_time (times in seconds since 1970), close_errno,
     * recv_queued_bytes, send_queued_bytes; uid after bind(); websocket_status, one of SWOOLE_WEBSOCKET_STATUS_*, on a
     * WebSocket port.
     *
     * @param int $fd  session id of the connection
     * @param int $reactor_id  not used
     * @param bool $ignoreError  answer for a connection that is being closed, too
     * @return array|false  false if there is no such connection
     */
    public function getClientInfo(int $fd, int $reactor_id = -1, bool $ignoreError = false): array|false {}

    /**
     * A page of the fds of open connections, in ascending order. $connections iterates without paging.
     *
     * @param int $start_fd  the last fd of the page before; 0 starts
     * @param int $find_count  most fds in the page, 1 to 100
     * @return array|false  false when there are no more
     */
    public function getClientList(int $start_fd = 0, int $find_count = 10): array|false {}

    /**
     * Number of this worker.
     *
     * @return int|false  false outside of a worker
     */
    public function getWorkerId(): int|false {}

    /**
     * Process id of a worker.
     *
     * @param int $worker_id  number of the worker; -1 is this one
     * @return int|false  false if there is no such worker
     */
    public function getWorkerPid(int $worker_id = -1): int|false {}

    /**
     * What a worker is doing.
     *
     * @param int $worker_id  number of the worker; -1 is this one
     * @return int|false  SWOOLE_WORKER_BUSY, SWOOLE_WORKER_IDLE or SWOOLE_WORKER_EXIT; false if there is no such
     *     worker
     */
    public function getWorkerStatus(int $worker_id = -1): int|false {}

    /**
     * Process id of the manager.
     *
     * @return int  0 where there is none
     */
    public function getManagerPid(): int {}

    /**
     * Process id of the master.
     *
     * @return int  0 before start()
     */
    public function getMasterPid(): int {}

    /**
     * The older name of getClientInfo().
     *
     * @alias Swoole\Server::getClientInfo
     */
    public function connection_info(int $fd, int $reactor_id = -1, bool $ignoreError = false): array|false {}

    /**
     * The older name of getClientList().
     *
     * @alias Swoole\Server::getClientList
     */
    public function connection_list(int $start_fd = 0, int $find_count = 10): array|false {}

    /**
     * Sends a message to another worker, where the pipeMessage event receives it.
     *
     * @param mixed $message  anything that can be serialized
     * @param int $dst_worker_id  number of another worker, task workers included
     * @return bool  false, with a warning, if there is no such worker or no pipeMessage event, or if too much waits for it
     */
    public function sendMessage(mixed $message, int $dst_worker_id): bool {}

    /**
     * Has another process of the server, or this one, run a command that addCommand() has registered, and waits for the
     * answer: at most 10 seconds. In a coroutine, others go on meanwhile.
     *
     * @param string $name  name of the command
     * @param int $process_id  number of the worker from 0, or of the task worker from 0; the master and the manager have none
     * @param int $process_type  kind of the process, one of SWOOLE_SERVER_COMMAND_MASTER, MANAGER, EVENT_WORKER and
     *     TASK_WORKER. In SWOOLE_BASE, worker 0 is the master.
     * @param mixed $data  argument of the command; must be encodable as JSON
     * @param bool $json_decode  whether the answer is JSON to be decoded, objects as arrays
     * @return array|string|false  the answer; false, with a last error, if there is no such command or process, if that may
     *     not run it, if it has ended or has not answered in time, or if the answer is no JSON
     */
    public function command(
        string $name,
        int $process_id,
        int $process_type,
        mixed $data,
        bool $json_decode = true,
    ): array|string|false {}

    /**
     * Registers a command that command() can have run, before start().
     *
     * @param string $name  name of the command
     * @param int $accepted_process_types  kinds of processes that may run it: SWOOLE_SERVER_COMMAND_* joined by `|`
     * @param callable $callback  called in the process with the server and the argument as JSON; it returns the answer, a
     *     string. Anything else is answered by a JSON object with code -2, an exception by one with code -1.
     * @return bool  false if the name is taken; false, with a warning, if the server runs already or reactor threads are among
     *     the kinds, which cannot run PHP
     */
    public function addCommand(string $name, int $accepted_process_types, callable $callback): bool {}

    /**
     * Adds a process of the user's own that the manager starts, watches and ends with the server. In it, the methods of the
     * server work; when its callback returns, it is started again.
     *
     * @param \Swoole\Process $process  a process that has not been started
     * @return int|false  its number among those that were added, from 0; false, with a warning, if the server runs already.
     *     While it runs, $process->id is its number among all processes of the server.
     */
    public function addProcess(\Swoole\Process $process): int|false {}

    /**
     * Counters of the server since its start.
     *
     * Keys: start_time, connection_num, abort_count, accept_count, close_count, worker_num, task_worker_num,
     * user_worker_num, idle_worker_num, dispatch_count, request_count, response_count, total_recv_bytes,
     * total_send_bytes, min_fd, max_fd, pipe_packet_msg_id, session_round, concurrency, worker_request_count,
     * worker_response_count, worker_dispatch_count, worker_concurrency, coroutine_num, coroutine_peek_num; with task workers
     * task_idle_worker_num, tasking_num (jobs that were not begun), task_count (jobs that were given), and with
     * `task_ipc_mode` 2 and 3 task_queue_num, task_queue_bytes.
     *
     * concurrency and worker_concurrency are the requests whose response was neither ended nor destroyed, those that wait
     * because of `worker_max_concurrency` among them.
     *
     * @return array  name => number
     */
    public function stats(): array {}

    /**
     * Ties a connection to a number of the user's own, by which `dispatch_mode` SWOOLE_DISPATCH_UIDMOD picks the
     * worker. getClientInfo() reports it.
     *
     * @param int $fd  session id of the connection
     * @param int $uid  any number; a connection can be bound once
     * @return bool  false if there is no such connection or it is bound already
     */
    public function bind(int $fd, int $uid): bool {}

    /**
     * \Swoole\Timer::tick() as a method.
     *
     * @alias Swoole\Timer::tick
     */
    public function tick(int $ms, callable $callback, mixed ...$params): int|false {}

    /**
     * \Swoole\Timer::after() as a method.
     *
     * @alias Swoole\Timer::after
     */
    public function after(int $ms, callable $callback, mixed ...$params): int|false {}

    /**
     * Calls a function once this iteration of the event loop is over.
     *
     * @param callable $callback  called without arguments
     * @return bool  false outside of a running event loop
     */
    public function defer(callable $callback): bool {}

    /**
     * \Swoole\Timer::clear() as a method.
     *
     * @alias Swoole\Timer::clear
     */
    public function clearTimer(int $timer_id): bool {}
}
