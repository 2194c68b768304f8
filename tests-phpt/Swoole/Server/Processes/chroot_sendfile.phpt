--TEST--
sendfile() of a worker with chroot in SWOOLE_PROCESS: the master sends the worker's file, not one that it calls the same
--EXTENSIONS--
posix
--SKIPIF--
<?php
if (posix_geteuid() !== 0) {
    die('skip needs the superuser');
}
?>
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{HttpClient, Server};

$root = Server::temporaryDirectory();
// The name leads to another file outside.
$path = Server::temporaryDirectory() . '/file';
file_put_contents($path, 'from outside');
mkdir($root . dirname($path), recursive: true);
file_put_contents($root . $path, 'from within');
// As if /proc was there, where a process finds the names of its files.
mkdir("$root/proc/self/fd", recursive: true);
for ($i = 0; $i < 200; $i++) {
    symlink($path, "$root/proc/self/fd/$i");
}
foreach (SwooleTest\MODES as $mode) {
    $server = Server::script(<<<'PHP'
        <?php
        $server = new Swoole\Http\Server('127.0.0.1', (int) $argv[1], constant($argv[3]));
        $server->set(['worker_num' => 2, 'chroot' => $argv[2]]);
        $server->on('request', fn ($request, $response) => $response->sendfile($request->get['file']));
        $server->start();
        PHP, [$root, $mode]);
    echo HttpClient::get($server->port, "/?file=$path")->body, "\n", $server->stop(), "\n";
}
// Its folders are not the test's own.
exec('rm -rf ' . escapeshellarg($root . '/' . explode('/', $path)[1]) . ' ' . escapeshellarg("$root/proc"));
?>
--EXPECT--
from within
exit 0
from within
exit 0
