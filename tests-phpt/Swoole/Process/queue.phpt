--TEST--
Swoole\Process: useQueue(), push(), pop(), statQueue(), freeQueue(), between processes and by address
--FILE--
<?php
use Swoole\Process;

$key = 0x5357 << 16 | getmypid() & 0xffff;
$one = new Process(function (Process $process) {
    $process->push('from ' . $process->pop());
});
var_dump($one->push('x'), $one->pop(), $one->statQueue(), $one->freeQueue());
var_dump($one->useQueue($key), $one->msgQueueKey === $key, is_int($one->msgQueueId));
$one->push('parent');
$one->start();
Process::wait();
var_dump($one->statQueue(), $one->pop());
var_dump($one->push(''), $one->push(str_repeat('x', 65536)));

$two = new Process(fn () => 1);
$mode = SWOOLE_MSGQUEUE_ORIENT | Process::IPC_NOWAIT;
$one->useQueue($key, $mode);
$two->useQueue($key, $mode, 64);
$one->push('for one');
$two->push('for two');
var_dump($one->pop(), $one->pop(), $two->pop(3), swoole_last_error() === SOCKET_E2BIG, $two->pop());
var_dump($one->push(str_repeat('x', 60)), $one->push(str_repeat('x', 60)), swoole_last_error() === SOCKET_EAGAIN);
var_dump($one->freeQueue(), $two->freeQueue(), $two->statQueue());
var_dump($two->useQueue(PHP_INT_MAX));
// A key that is made of the script's name.
var_dump($two->useQueue(), $two->msgQueueKey > 0, $two->freeQueue());
?>
--EXPECTF--
Warning: Swoole\Process::push(): no msgqueue, cannot use push() in %s on line %d

Warning: Swoole\Process::pop(): no msgqueue, cannot use pop() in %s on line %d

Warning: Swoole\Process::statQueue(): no queue, can't get stats of the queue in %s on line %d
bool(false)
bool(false)
bool(false)
bool(false)
bool(true)
bool(true)
bool(true)
array(2) {
  ["queue_num"]=>
  int(1)
  ["queue_bytes"]=>
  int(11)
}
string(11) "from parent"

Warning: Swoole\Process::push(): the data to push is empty in %s on line %d

Warning: Swoole\Process::push(): the data to push is too big in %s on line %d
bool(false)
bool(false)
[%s]	WARNING	MsgQueue::pop(): msgrcv(%d, 3, %d) failed, Error: Argument list too long[7]
string(7) "for one"
bool(false)
bool(false)
bool(true)
string(7) "for two"
bool(true)
bool(false)
bool(true)
[%s]	WARNING	MsgQueue::destroy(): msgctl(%d, IPC_RMID) failed, Error: Invalid argument[22]
bool(true)
bool(false)
bool(false)

Warning: Swoole\Process::useQueue(): a key has 32 bits at most in %s on line %d
bool(false)
bool(true)
bool(true)
bool(true)
