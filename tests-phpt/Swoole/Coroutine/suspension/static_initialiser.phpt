--TEST--
Waiting inside a method that fills a static variable or a static property: others see it when it is set
--FILE--
<?php
use Swoole\Coroutine;

class Registry
{
    public static ?string $value = null;

    public static function get(): string
    {
        static $calls = 0;
        $calls++;

        return self::$value ??= self::load($calls);
    }

    private static function load(int $call): string
    {
        Coroutine::sleep(0.01 * $call);

        return "loaded by call $call";
    }
}
class WithEnum
{
    public const VALUE = Suit::Hearts;

    public function __construct(public Suit $suit = self::VALUE)
    {
    }
}
enum Suit: string
{
    case Hearts = 'h';

    public static function waits(): self
    {
        Coroutine::sleep(0.001);

        return self::from('h');
    }
}

Coroutine\run(function () {
    for ($i = 0; $i < 3; $i++) {
        go(function () {
            echo Registry::get(), "\n";
        });
    }
    go(function () {
        echo (new WithEnum(Suit::waits()))->suit->name, "\n";
    });
});
echo Registry::$value, "\n";
?>
--EXPECT--
Hearts
loaded by call 1
loaded by call 2
loaded by call 3
loaded by call 3
