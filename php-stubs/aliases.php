<?php

/** The names that Swoole gave its classes before it had namespaces, and short names of its coroutine classes. */

class_alias(\Swoole\Server::class, 'swoole_server');
class_alias(\Swoole\Server\Event::class, 'swoole_server_event');
class_alias(\Swoole\Server\Packet::class, 'swoole_server_packet');
class_alias(\Swoole\Server\PipeMessage::class, 'swoole_server_pipemessage');
class_alias(\Swoole\Server\Port::class, 'swoole_server_port');
class_alias(\Swoole\Server\StatusInfo::class, 'swoole_server_statusinfo');
class_alias(\Swoole\Server\Task::class, 'swoole_server_task');
class_alias(\Swoole\Server\TaskResult::class, 'swoole_server_taskresult');
class_alias(\Swoole\Connection\Iterator::class, 'swoole_connection_iterator');
class_alias(\Swoole\Http\Server::class, 'swoole_http_server');
class_alias(\Swoole\Http\Request::class, 'swoole_http_request');
class_alias(\Swoole\Http\Response::class, 'swoole_http_response');
class_alias(\Swoole\Http\Cookie::class, 'swoole_http_cookie');
class_alias(\Swoole\WebSocket\Server::class, 'swoole_websocket_server');
class_alias(\Swoole\WebSocket\Frame::class, 'swoole_websocket_frame');
class_alias(\Swoole\WebSocket\CloseFrame::class, 'swoole_websocket_closeframe');
class_alias(\Swoole\Process::class, 'swoole_process');
class_alias(\Swoole\Process\Manager::class, 'Swoole\Process\ProcessManager');
class_alias(\Swoole\Timer::class, 'swoole_timer');
class_alias(\Swoole\Timer\Iterator::class, 'swoole_timer_iterator');
class_alias(\Swoole\Table::class, 'swoole_table');
class_alias(\Swoole\Atomic::class, 'swoole_atomic');
class_alias(\Swoole\Atomic\Long::class, 'swoole_atomic_long');
class_alias(\Swoole\Lock::class, 'swoole_lock');
class_alias(\Swoole\Exception::class, 'swoole_exception');
class_alias(\Swoole\Error::class, 'swoole_error');
class_alias(\Swoole\ExitException::class, 'swoole_exitexception');

/** @shortname */
class_alias(\Swoole\Coroutine::class, 'Co');
/** @shortname */
class_alias(\Swoole\Coroutine\Channel::class, 'chan');
/** @shortname */
class_alias(\Swoole\Coroutine\Channel::class, 'Co\Channel');
/** @shortname */
class_alias(\Swoole\Coroutine\Context::class, 'Co\Context');
/** @shortname */
class_alias(\Swoole\Coroutine\Iterator::class, 'Co\Iterator');
/** @shortname */
class_alias(\Swoole\Coroutine\Scheduler::class, 'Co\Scheduler');
/** @shortname */
class_alias(\Swoole\Coroutine\System::class, 'Co\System');
/** @shortname */
class_alias(\Swoole\Coroutine\WaitGroup::class, 'Co\WaitGroup');
/** @shortname */
class_alias(\Swoole\Coroutine\Client::class, 'Co\Client');
/** @shortname */
class_alias(\Swoole\Coroutine\Socket::class, 'Co\Socket');
/** @shortname */
class_alias(\Swoole\Coroutine\Socket\Exception::class, 'Co\Socket\Exception');
/** @shortname */
class_alias(\Swoole\Coroutine\Server::class, 'Co\Server');
/** @shortname */
class_alias(\Swoole\Coroutine\Server\Connection::class, 'Co\Server\Connection');
/** @shortname */
class_alias(\Swoole\Coroutine\Http\Server::class, 'Co\Http\Server');
/** @shortname */
class_alias(\Swoole\Coroutine\Http\Client::class, 'Co\Http\Client');
/** @shortname */
class_alias(\Swoole\Coroutine\Http\Client\Exception::class, 'Co\Http\Client\Exception');
