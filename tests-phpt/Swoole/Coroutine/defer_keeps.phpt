--TEST--
Swoole\Coroutine::defer(): what a deferred function binds lives until it has run
--FILE--
<?php
use Swoole\Coroutine;

class Resource
{
    public function __destruct()
    {
        echo "released\n";
    }
}

Coroutine\run(function () {
    $id = go(function () {
        $resource = new Resource();
        Coroutine::defer(function () use ($resource) {
            echo 'uses ', get_class($resource), "\n";
        });
        unset($resource);
        Coroutine::yield();
        echo "body ends\n";
    });
    Coroutine::resume($id);
    echo "end\n";
    foreach (['absent', null] as $callable) {
        try {
            Coroutine::defer($callable);
        } catch (TypeError $error) {
            echo $error->getMessage(), "\n";
        }
    }
});
?>
--EXPECT--
body ends
uses Resource
released
end
Swoole\Coroutine::defer(): Argument #1 ($callback) must be a valid callback, function "absent" not found or invalid function name
Swoole\Coroutine::defer(): Argument #1 ($callback) must be a valid callback, no array or string given
