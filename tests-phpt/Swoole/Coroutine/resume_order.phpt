--TEST--
Swoole\Coroutine::resume(): the resumed coroutine returns control to whoever resumed it last
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $a = go(function () {
        Coroutine::yield();
        echo "a resumed by b\n";
        Coroutine::yield();
        echo "a resumed by main\n";
    });
    $b = go(function () use ($a) {
        Coroutine::yield();
        echo "b resumes a\n";
        Coroutine::resume($a);
        echo "back in b\n";
        Coroutine::yield();
        echo "b ends\n";
    });
    echo "main resumes b\n";
    Coroutine::resume($b);
    echo "back in main\n";
    Coroutine::resume($a);
    Coroutine::resume($b);
    echo "main ends\n";
});
?>
--EXPECT--
main resumes b
b resumes a
a resumed by b
back in b
back in main
a resumed by main
b ends
main ends
