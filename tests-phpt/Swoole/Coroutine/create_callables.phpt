--TEST--
Swoole\Coroutine::create(): every kind of callable
--FILE--
<?php
use Swoole\Coroutine;

class Subject
{
    public function __construct(private string $name)
    {
    }

    public function method(string $text): void
    {
        echo "$this->name->method $text\n";
    }

    public static function fixed(string $text): void
    {
        echo static::class, "::fixed $text\n";
    }

    public function __invoke(string $text): void
    {
        echo "$this->name() $text\n";
    }
}

class Heir extends Subject
{
}

function plain(string $text): void
{
    echo "plain $text\n";
}

Coroutine\run(function () {
    $subject = new Subject('subject');
    $callables = [
        'plain', 'Subject::fixed', ['Heir', 'fixed'], [$subject, 'method'], $subject, $subject->method(...), plain(...),
        'printf', fn (string $text) => print(" arrow $text\n"),
    ];
    foreach ($callables as $number => $callable) {
        Coroutine::create($callable, "$number");
    }
});
?>
--EXPECT--
plain 0
Subject::fixed 1
Heir::fixed 2
subject->method 3
subject() 4
subject->method 5
plain 6
7 arrow 8
