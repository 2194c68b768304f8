--TEST--
Swoole\Server: exceptions and exit() in events of the manager do not end the server
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{HttpClient, Server};
use function SwooleTest\{await, awaitChildren, kill, manager, show};

foreach (SwooleTest\MODES as $mode) {
    foreach (['throw new Exception("no mail");', 'exit("bye\n");'] as $end) {
        $server = Server::webSocket(<<<PHP
            \$server->on('workerError', function () {
                echo "workerError\n";
                $end
            });
            \$server->on('beforeReload', function () {
                echo "beforeReload\n";
                $end
            });
            \$server->on('afterReload', function () {
                echo "afterReload\n";
                $end
            });
            \$server->on('request', fn (\$request, \$response) => \$response->end((string) getmypid()));
            PHP, ['max_request' => 1000, 'log_level' => SWOOLE_LOG_NONE], $mode);
        $manager = manager($server, $mode);
        [$first] = awaitChildren($manager, 1);
        kill($first, SIGKILL);
        $server->awaitOutput('workerError');
        await(fn () => !in_array((int) HttpClient::get($server->port, '/')->body, [$first], true), 'no successor');
        $second = (int) HttpClient::get($server->port, '/')->body;
        $server->signal(SIGUSR1);
        $server->awaitOutput('afterReload');
        show((int) HttpClient::get($server->port, '/')->body !== $second);
        $server->stop();
        preg_match_all('/^(?:worker|before|after|bye|PHP Fatal|Fatal).*?(?=:|$)/m', $server->output(), $lines);
        show(...$lines[0]);
    }
}
?>
--EXPECT--
true
workerError
Fatal error
beforeReload
Fatal error
afterReload
Fatal error
true
workerError
Fatal error
beforeReload
Fatal error
afterReload
Fatal error
true
workerError
Fatal error
beforeReload
Fatal error
afterReload
Fatal error
true
workerError
Fatal error
beforeReload
Fatal error
afterReload
Fatal error
