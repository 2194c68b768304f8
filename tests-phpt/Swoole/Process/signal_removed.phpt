--TEST--
Swoole\Process::signal(): a callback that was removed is not called for a signal that had come before
--FILE--
<?php
use Swoole\{Event, Process};

swoole_async_set(['wait_signal' => true]);
// Ignored by default, so that nothing happens when it is nobody's.
Process::signal(SIGWINCH, function () {
    echo "called\n";
    Process::kill(getmypid(), SIGWINCH);
    var_dump(Process::signal(SIGWINCH));
});
Process::kill(getmypid(), SIGWINCH);
Event::wait();
echo "ended\n";
?>
--EXPECT--
called
bool(true)
ended
