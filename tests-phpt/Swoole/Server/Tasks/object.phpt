--TEST--
Swoole\Server\Task: what onTask gets with task_use_object, task_object, event_object or task_enable_coroutine; finish() for several tasks at a time
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    foreach (['task_use_object', 'task_object', 'event_object', 'task_enable_coroutine'] as $setting) {
        $server = new TaskServer(<<<'PHP'
            $server->on('task', function ($server, $task) {
                $flags = [];
                foreach (['SERIALIZE', 'NONBLOCK', 'CALLBACK', 'WAITALL', 'COROUTINE', 'NOREPLY'] as $flag) {
                    if ($task->flags & constant("SWOOLE_TASK_$flag")) {
                        $flags[] = $flag;
                    }
                }
                abs($task->dispatch_time - microtime(true)) < 60 || exit('wrong time');
                Swoole\Coroutine::getCid() > 0 && Swoole\Coroutine::sleep(0.001);
                return $task->finish([get_class($task), $task->id, $task->worker_id, $task->data, implode(' ', $flags), Swoole\Coroutine::getCid() > 0]) ? null : 'failed';
            });
            $server->on('finish', function ($server, ...$arguments) {
                echo is_object($arguments[0]) ? get_class($arguments[0]) : 'arguments', "\n";
            });
            PHP, [$setting => true], $mode);
        show($setting, ...$server->run(<<<'PHP'
            $server->task('plain');
            return [$server->taskwait('text'), $server->taskwait(['array']), ...$server->taskCo([1, 2])];
            PHP));
        echo $server->lines(1);
        show($server->server->stop());
    }
}
(new Swoole\Server\Task())->finish('x');
echo 'not reached';
?>
--EXPECTF--
task_use_object
["Swoole\\Server\\Task",1,0,"text","NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",2,0,["array"],"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",3,0,1,"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",4,0,2,"SERIALIZE NONBLOCK COROUTINE",false]
arguments
exit 0
task_object
["Swoole\\Server\\Task",1,0,"text","NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",2,0,["array"],"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",3,0,1,"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",4,0,2,"SERIALIZE NONBLOCK COROUTINE",false]
arguments
exit 0
event_object
["Swoole\\Server\\Task",1,0,"text","NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",2,0,["array"],"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",3,0,1,"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",4,0,2,"SERIALIZE NONBLOCK COROUTINE",false]
Swoole\Server\TaskResult
exit 0
task_enable_coroutine
["Swoole\\Server\\Task",1,0,"text","NONBLOCK COROUTINE",true]
["Swoole\\Server\\Task",2,0,["array"],"SERIALIZE NONBLOCK COROUTINE",true]
["Swoole\\Server\\Task",3,0,1,"SERIALIZE NONBLOCK COROUTINE",true]
["Swoole\\Server\\Task",4,0,2,"SERIALIZE NONBLOCK COROUTINE",true]
arguments
exit 0
task_use_object
["Swoole\\Server\\Task",1,0,"text","NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",2,0,["array"],"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",3,0,1,"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",4,0,2,"SERIALIZE NONBLOCK COROUTINE",false]
arguments
exit 0
task_object
["Swoole\\Server\\Task",1,0,"text","NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",2,0,["array"],"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",3,0,1,"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",4,0,2,"SERIALIZE NONBLOCK COROUTINE",false]
arguments
exit 0
event_object
["Swoole\\Server\\Task",1,0,"text","NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",2,0,["array"],"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",3,0,1,"SERIALIZE NONBLOCK COROUTINE",false]
["Swoole\\Server\\Task",4,0,2,"SERIALIZE NONBLOCK COROUTINE",false]
Swoole\Server\TaskResult
exit 0
task_enable_coroutine
["Swoole\\Server\\Task",1,0,"text","NONBLOCK COROUTINE",true]
["Swoole\\Server\\Task",2,0,["array"],"SERIALIZE NONBLOCK COROUTINE",true]
["Swoole\\Server\\Task",3,0,1,"SERIALIZE NONBLOCK COROUTINE",true]
["Swoole\\Server\\Task",4,0,2,"SERIALIZE NONBLOCK COROUTINE",true]
arguments
exit 0

Fatal error: Swoole\Server\Task::finish(): Invalid instance of Swoole\Server\Task in %s
