--TEST--
deadlock_check_disable_trace, deadlock_check_limit and deadlock_check_depth shorten the report
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

foreach ([[], ['deadlock_check_disable_trace' => true], ['deadlock_check_limit' => 2], ['deadlock_check_depth' => 1]] as $options) {
    $process = SwooleTest\Server::run('<?php $options = ' . var_export($options, true) . ';' . <<<'PHP'
        function waits()
        {
            Swoole\Coroutine::yield();
        }
        Swoole\Coroutine::set($options);
        Swoole\Coroutine\run(function () {
            for ($i = 0; $i < 40; $i++) {
                go('waits');
            }
        });
        PHP);
    $output = $process->output();
    echo json_encode((object) $options), ' ', preg_match('/count: 40/', $output), ' header, ', substr_count($output, '[Coroutine-'), ' coroutines, ',
        substr_count($output, '#0'), ' first and ', substr_count($output, '#1'), " second lines\n";
}
?>
--EXPECT--
{} 1 header, 32 coroutines, 32 first and 32 second lines
{"deadlock_check_disable_trace":true} 1 header, 0 coroutines, 0 first and 0 second lines
{"deadlock_check_limit":2} 1 header, 2 coroutines, 2 first and 2 second lines
{"deadlock_check_depth":1} 1 header, 32 coroutines, 32 first and 0 second lines
