--TEST--
Swoole\Coroutine::getContext(): its contents are freed after the deferred functions; who holds the object keeps it
--FILE--
<?php
use Swoole\Coroutine;

class Guest
{
    public function __construct(private string $name)
    {
    }

    public function __destruct()
    {
        echo "$this->name is freed\n";
    }
}

Coroutine\run(function () {
    go(function () {
        Coroutine::getContext()['guest'] = new Guest('guest');
        Coroutine::defer(function () {
            echo 'deferred, with ', get_class(Coroutine::getContext()['guest']), "\n";
        });
        echo "body ends\n";
    });
    $kept = null;
    go(function () use (&$kept) {
        $kept = Coroutine::getContext();
        $kept['guest'] = new Guest('kept guest');
    });
    echo "coroutine ended\n";
    var_dump(isset($kept['guest']));
    $kept = null;
    echo "end\n";
});
?>
--EXPECT--
body ends
deferred, with Guest
guest is freed
coroutine ended
bool(true)
kept guest is freed
end
