--TEST--
A child that is forked while threads exist has threads and a loop of its own
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../../include/threads.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use Swoole\Timer;

Coroutine::set(['hook_flags' => 0]);
function work(string $who): void
{
    Coroutine\run(function () use ($who): void {
        $own = strlen(System::readFile(__FILE__)) === filesize(__FILE__);
        $shell = System::exec("printf '%s' $who")['output'];
        $name = System::gethostbyname('localhost');
        [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        fwrite($other, 'x');
        $event = System::waitEvent($one, SWOOLE_EVENT_READ, 5);
        echo json_encode([$who, $own, $shell, $name, $event === SWOOLE_EVENT_READ]), "\n";
    });
}

work('parent');
// Both have this timer.
$name = 'parent';
Timer::after(1, function () use (&$name): void {
    echo "timer of the $name\n";
});
$pid = pcntl_fork();
if ($pid === 0) {
    $name = 'child';
    Swoole\Event::wait();
    work('child');
    exit(3);
}
pcntl_waitpid($pid, $status);
echo 'exit ', pcntl_wexitstatus($status), "\n";
Swoole\Event::wait();
work('parent');
?>
--EXPECT--
["parent",true,"parent","127.0.0.1",true]
timer of the child
["child",true,"child","127.0.0.1",true]
exit 3
timer of the parent
["parent",true,"parent","127.0.0.1",true]
