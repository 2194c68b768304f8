--TEST--
Waiting inside __toString(), __get(), __set(), __call(), __invoke(), __clone(), jsonSerialize(), count() and offsetGet()
--FILE--
<?php
use Swoole\Coroutine;

class Magic implements JsonSerializable, Countable, ArrayAccess
{
    private array $values = [];

    public function __construct(private string $name)
    {
        $this->wait('constructed');
    }

    private function wait(string $what): string
    {
        Coroutine::sleep(0.001);

        return "$this->name $what";
    }

    public function __toString(): string
    {
        return $this->wait('string');
    }

    public function __get(string $property): string
    {
        return $this->wait($property . ($this->values[$property] ?? ''));
    }

    public function __set(string $property, mixed $value): void
    {
        $this->wait('set');
        $this->values[$property] = $value;
    }

    public function __isset(string $property): bool
    {
        return $this->wait('isset') !== '';
    }

    public function __call(string $method, array $arguments): string
    {
        return $this->wait("->$method");
    }

    public static function __callStatic(string $method, array $arguments): string
    {
        Coroutine::sleep(0.001);

        return "::$method";
    }

    public function __invoke(): string
    {
        return $this->wait('invoked');
    }

    public function __clone()
    {
        $this->name = $this->wait('cloned');
    }

    public function jsonSerialize(): mixed
    {
        return $this->wait('json');
    }

    public function count(): int
    {
        return strlen($this->wait('count'));
    }

    public function offsetExists(mixed $offset): bool
    {
        return $this->wait('exists') !== '';
    }

    public function offsetGet(mixed $offset): mixed
    {
        return $this->wait("[$offset]");
    }

    public function offsetSet(mixed $offset, mixed $value): void
    {
        $this->wait('set');
    }

    public function offsetUnset(mixed $offset): void
    {
        $this->wait('unset');
    }
}
$lines = [];
Coroutine\run(function () use (&$lines) {
    foreach (['x', 'y'] as $name) {
        go(function () use ($name, &$lines) {
            $magic = new Magic($name);
            $magic->property = '!';
            $magic['offset'] = 1;
            unset($magic['offset']);
            $lines[$name] = ["$magic", $magic . '', strlen($magic), $magic->property, isset($magic->absent), $magic->method(), Magic::fixed(), $magic(),
                (string) (clone $magic), json_encode([$magic]), count($magic), $magic['offset'], isset($magic['offset']), in_array("$name string", [$magic])];
        });
    }
    echo count($lines), " before any wait\n";
});
foreach ($lines as $line) {
    echo json_encode($line), "\n";
}
?>
--EXPECT--
0 before any wait
["x string","x string",8,"x property!",true,"x ->method","::fixed","x invoked","x cloned string","[\"x json\"]",7,"x [offset]",true,true]
["y string","y string",8,"y property!",true,"y ->method","::fixed","y invoked","y cloned string","[\"y json\"]",7,"y [offset]",true,true]
