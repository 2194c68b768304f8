--TEST--
Server: without room for a process, it says so, tries again now and then, and goes on when there is room
--EXTENSIONS--
posix
--SKIPIF--
<?php if (posix_getuid() !== 0) die('skip needs a user that nobody else is'); ?>
--FILE--
<?php
use Swoole\{Atomic, Process, Server, Timer};

posix_setgid(54322);
posix_setuid(54322);
$log = tempnam(sys_get_temp_dir(), 'fork');
register_shutdown_function(fn () => @unlink($log));
$hard = posix_getrlimit()['hard maxproc'];
$hard = $hard === 'unlimited' ? POSIX_RLIMIT_INFINITY : $hard;
$has_room = new Atomic();

function limit(int $count): void
{
    posix_setrlimit(POSIX_RLIMIT_NPROC, $count, $GLOBALS['hard']);
}

function serve(int $mode, bool $from_start): void
{
    global $log, $hard, $has_room;
    file_put_contents($log, '');
    $has_room->set(0);
    $server = new Server('127.0.0.1', 0, $mode);
    $server->set(['worker_num' => 2, 'reactor_num' => 1, 'log_file' => $log]);
    $server->on('receive', fn () => 1);
    $server->on('managerStart', function (Server $server) use ($hard, $from_start, $has_room) {
        if (!$from_start) {
            limit(1);
            Process::kill($server->getWorkerPid(0), SIGKILL);
        }
        Timer::after(700, function () use ($hard, $has_room) {
            $has_room->set(1);
            limit($hard);
        });
    });
    $server->on('workerStart', fn (Server $server) => $has_room->get() && $server->shutdown());
    $from_start && limit(1);
    $begin = hrtime(true);
    $used = fn () => array_sum(array_intersect_key(getrusage(), ['ru_utime.tv_usec' => 0, 'ru_stime.tv_usec' => 0]))
        + 1e6 * array_sum(array_intersect_key(getrusage(), ['ru_utime.tv_sec' => 0, 'ru_stime.tv_sec' => 0]));
    $before = $used();
    $server->start();
    $elapsed = (hrtime(true) - $begin) / 1e9;
    $line = '#ERROR\tcannot start worker\(id=0\): fork\(\) failed, Error: Resource temporarily unavailable#';
    $tries = preg_match_all($line, file_get_contents($log));
    // Twice a second at most, and nothing in between.
    echo json_encode([$tries >= 1, $tries <= 1 + $elapsed / 0.45, $used() - $before < 400_000]), "\n";
}

foreach ([[SWOOLE_BASE, true], [SWOOLE_BASE, false], [SWOOLE_PROCESS, false]] as [$mode, $from_start]) {
    $child = new Process(fn () => serve($mode, $from_start));
    $child->start();
    echo Process::wait()['code'], "\n";
}
// Without a manager there is no server.
serve(SWOOLE_PROCESS, true);
?>
--EXPECTF--
[true,true,true]
0
[true,true,true]
0
[true,true,true]
0

Fatal error: Swoole\Server::start(): failed to start server. Error: Resource temporarily unavailable (os error 11) in %s on line %d
