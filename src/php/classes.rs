//! The class entries that native code makes objects of or checks against, found once at module startup.

use std::ffi::CStr;

use super::zend::object::ClassCell;
use super::zend::sys::zend_class_entry;

macro_rules! classes {
    ($($(#[$doc:meta])* $cell:ident = $name:literal;)*) => {
        $($(#[$doc])* pub static $cell: ClassCell = ClassCell::new();)*

        /// Remembers a class that was just registered, if native code needs it.
        pub fn remember(name: &CStr, ce: *mut zend_class_entry) {
            match name.to_bytes() {
                $($name => $cell.set(ce),)*
                _ => {}
            }
        }
    };
}

classes! {
    /// `Swoole\Server`.
    SERVER = b"Swoole\\Server";
    /// `Swoole\Http\Server`.
    HTTP_SERVER = b"Swoole\\Http\\Server";
    /// `Swoole\WebSocket\Server`.
    WEBSOCKET_SERVER = b"Swoole\\WebSocket\\Server";
    /// `Swoole\Server\Event`.
    EVENT = b"Swoole\\Server\\Event";
    /// `Swoole\Server\StatusInfo`.
    STATUS_INFO = b"Swoole\\Server\\StatusInfo";
    /// `Swoole\Server\Port`.
    PORT = b"Swoole\\Server\\Port";
    /// `Swoole\Server\Task`.
    TASK = b"Swoole\\Server\\Task";
    /// `Swoole\Server\TaskResult`.
    TASK_RESULT = b"Swoole\\Server\\TaskResult";
    /// `Swoole\Server\PipeMessage`.
    PIPE_MESSAGE = b"Swoole\\Server\\PipeMessage";
    /// `Swoole\Atomic`.
    ATOMIC = b"Swoole\\Atomic";
    /// `Swoole\Atomic\Long`.
    ATOMIC_LONG = b"Swoole\\Atomic\\Long";
    /// `Swoole\Table`.
    TABLE = b"Swoole\\Table";
    /// `Swoole\Lock`.
    LOCK = b"Swoole\\Lock";
    /// `Swoole\Connection\Iterator`.
    CONNECTION_ITERATOR = b"Swoole\\Connection\\Iterator";
    /// `Swoole\Http\Request`.
    REQUEST = b"Swoole\\Http\\Request";
    /// `Swoole\Http\Response`.
    RESPONSE = b"Swoole\\Http\\Response";
    /// `Swoole\Http\Cookie`.
    COOKIE = b"Swoole\\Http\\Cookie";
    /// `Swoole\Http\Status`.
    STATUS = b"Swoole\\Http\\Status";
    /// `Swoole\WebSocket\Frame`.
    FRAME = b"Swoole\\WebSocket\\Frame";
    /// `Swoole\WebSocket\CloseFrame`.
    CLOSE_FRAME = b"Swoole\\WebSocket\\CloseFrame";
    /// `Swoole\Process`.
    PROCESS = b"Swoole\\Process";
    /// `Swoole\Process\Manager`.
    PROCESS_MANAGER = b"Swoole\\Process\\Manager";
    /// `Swoole\Process\Pool`.
    PROCESS_POOL = b"Swoole\\Process\\Pool";
    /// `Swoole\Timer\Iterator`.
    TIMER_ITERATOR = b"Swoole\\Timer\\Iterator";
    /// `Swoole\Coroutine\Barrier`.
    COROUTINE_BARRIER = b"Swoole\\Coroutine\\Barrier";
    /// `Swoole\Coroutine\Channel`.
    COROUTINE_CHANNEL = b"Swoole\\Coroutine\\Channel";
    /// `Swoole\Coroutine\Context`.
    COROUTINE_CONTEXT = b"Swoole\\Coroutine\\Context";
    /// `Swoole\Coroutine\Http\Server`.
    COROUTINE_HTTP_SERVER = b"Swoole\\Coroutine\\Http\\Server";
    /// `Swoole\Coroutine\Http\Client`.
    COROUTINE_HTTP_CLIENT = b"Swoole\\Coroutine\\Http\\Client";
    /// `Swoole\Coroutine\Http\Client\Exception`.
    COROUTINE_HTTP_CLIENT_EXCEPTION = b"Swoole\\Coroutine\\Http\\Client\\Exception";
    /// `Swoole\Coroutine\Iterator`.
    COROUTINE_ITERATOR = b"Swoole\\Coroutine\\Iterator";
    /// `Swoole\Coroutine\Lock`.
    COROUTINE_LOCK = b"Swoole\\Coroutine\\Lock";
    /// `Swoole\Coroutine\Scheduler`.
    COROUTINE_SCHEDULER = b"Swoole\\Coroutine\\Scheduler";
    /// `Swoole\Coroutine\Client`.
    COROUTINE_CLIENT = b"Swoole\\Coroutine\\Client";
    /// `Swoole\Coroutine\Server`.
    COROUTINE_SERVER = b"Swoole\\Coroutine\\Server";
    /// `Swoole\Coroutine\Server\Connection`.
    COROUTINE_SERVER_CONNECTION = b"Swoole\\Coroutine\\Server\\Connection";
    /// `Swoole\Coroutine\Socket`.
    COROUTINE_SOCKET = b"Swoole\\Coroutine\\Socket";
    /// `Swoole\Coroutine\Socket\Exception`.
    COROUTINE_SOCKET_EXCEPTION = b"Swoole\\Coroutine\\Socket\\Exception";
    /// `Swoole\Coroutine\TimeoutException`.
    TIMEOUT_EXCEPTION = b"Swoole\\Coroutine\\TimeoutException";
    /// `Swoole\Coroutine\CanceledException`.
    CANCELED_EXCEPTION = b"Swoole\\Coroutine\\CanceledException";
    /// `Swoole\Coroutine\WaitGroup`.
    COROUTINE_WAIT_GROUP = b"Swoole\\Coroutine\\WaitGroup";
    /// `Swoole\Exception`.
    EXCEPTION = b"Swoole\\Exception";
    /// `Swoole\Error`.
    ERROR = b"Swoole\\Error";
    /// `Swoole\ExitException`.
    EXIT_EXCEPTION = b"Swoole\\ExitException";
}
