--TEST--
Swoole\Server\Task::unpack(): what is no packet gives false, and no file is touched
--FILE--
<?php
use Swoole\Server\Task;

$packet = Task::pack([1, 2, 3]);
$with = fn(int $offset, string $bytes) => substr_replace($packet, $bytes, $offset, strlen($bytes));
$file = tempnam(sys_get_temp_dir(), 'task');
file_put_contents($file, 'secret');
// The flag of a packet whose data lies in a file: its length and its name.
$path = substr_replace(Task::pack(pack('P', 6) . $file . "\0"), pack('v', 1), 26, 2);

foreach (['', 'short', substr($packet, 0, 40), substr($packet, 0, -3), $with(16, pack('V', 0xffffffff)), $path, $with(16, pack('V', 10)), $with(40, 'garbage')] as $bad) {
    swoole_clear_error();
    echo var_export(Task::unpack($bad), true), ' ', swoole_last_error(), "\n";
}
echo file_get_contents($file), "\n";
unlink($file);

// Bytes after the packet are ignored.
echo json_encode(Task::unpack($packet . 'tail')), "\n";
?>
--EXPECTF--
[%s]	WARNING	Task::unpack() (ERRNO 1204): a packed task has a header of 40 bytes
false 1204
[%s]	WARNING	Task::unpack() (ERRNO 1204): a packed task has a header of 40 bytes
false 1204
[%s]	WARNING	Task::unpack() (ERRNO 1204): a packed task is shorter than its header tells
false 1204
[%s]	WARNING	Task::unpack() (ERRNO 1204): a packed task is shorter than its header tells
false 1204
[%s]	WARNING	Task::unpack() (ERRNO 1204): a packed task is shorter than its header tells
false 1204
[%s]	WARNING	Task::unpack() (ERRNO 1204): a packed task must hold its data, not name a file
false 1204
[%s]	WARNING	php_swoole_server_task_unpack(): unserialize() failed, Error at offset 5 of 10 bytes
false 0
[%s]	WARNING	php_swoole_server_task_unpack(): unserialize() failed, Error at offset 0 of 30 bytes
false 0
secret
[1,2,3]
