--TEST--
Swoole\Coroutine::getCid(), getuid() and getPcid(): ids count up from 1; outside -1 and false
--FILE--
<?php
use Swoole\Coroutine;

var_dump(Coroutine::getCid(), Coroutine::getuid(), Coroutine::getPcid());
Coroutine\run(function () {
    var_dump(Coroutine::getCid(), Coroutine::getuid(), Coroutine::getPcid());
    $child = go(function () {
        var_dump(Coroutine::getCid(), Coroutine::getPcid());
        go(function () {
            echo Coroutine::getCid(), ' child of ', Coroutine::getPcid(), ' child of ', Coroutine::getPcid(Coroutine::getPcid()), "\n";
        });
        Coroutine::yield();
    });
    var_dump(Coroutine::getPcid($child), Coroutine::getPcid(999));
    // Who resumes is not who created.
    go(function () use ($child) {
        $grandchild = go(function () {
            Coroutine::yield();
            echo Coroutine::getCid(), ' is still the child of ', Coroutine::getPcid(), "\n";
        });
        Coroutine::resume($child);
        Coroutine::defer(fn () => Coroutine::resume($grandchild));
    });
});
var_dump(Coroutine::getCid());
Coroutine\run(function () {
    echo "ids are not used again: ", Coroutine::getCid(), "\n";
});
?>
--EXPECT--
int(-1)
int(-1)
bool(false)
int(1)
int(1)
int(-1)
int(2)
int(1)
3 child of 2 child of 1
int(1)
bool(false)
5 is still the child of 4
int(-1)
ids are not used again: 6
