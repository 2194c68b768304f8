--TEST--
Coroutines that wait in the middle of serialize() or unserialize() do not see the values of others
--FILE--
<?php
use Swoole\Coroutine;

error_reporting(E_ALL & ~E_DEPRECATED);

final class Waits implements Serializable
{
    public ?stdClass $inner = null;

    public function serialize(): string
    {
        Coroutine::sleep(0.01);

        return serialize($this->inner);
    }

    public function unserialize($data): void
    {
        Coroutine::sleep(0.01);
        $this->inner = unserialize($data);
    }
}

final class Wakes
{
    public int $count = 0;

    public function __sleep(): array
    {
        Coroutine::sleep(0.01);

        return ['count'];
    }

    public function __wakeup(): void
    {
        Coroutine::sleep(0.01);
        $this->count++;
    }
}

function same(string $name, bool $waits): string
{
    $object = new stdClass();
    $object->name = $name;
    $parts = [$object];
    if ($waits) {
        $outer = new Waits();
        $outer->inner = $object;
        array_push($parts, $outer, new Wakes());
    }
    $parts[] = $object;

    return serialize($parts);
}

Coroutine\run(function (): void {
    $expected = [same('secret', true), same('own', false)];
    $results = $ids = [];
    foreach ([true, false, true, false] as $i => $waits) {
        $ids[] = Coroutine::create(function () use ($i, $waits, $expected, &$results): void {
            $text = same($waits ? 'secret' : 'own', $waits);
            $back = unserialize($text);
            $results[$i] = [$text === $expected[$waits ? 0 : 1], $back[0] === end($back), $back[0]->name, ($back[1]->inner ?? $back[0]) === $back[0], $back[2]->count ?? 1];
        });
    }
    // These come while others wait.
    for ($i = 0; $i < 10; $i++) {
        Coroutine::sleep(0.005);
        $back = unserialize(same('own', false));
        if ($back[0]->name !== 'own' || $back[0] !== $back[1] || same('own', false) !== $expected[1]) {
            echo "mixed up\n";
        }
    }
    Coroutine::join($ids);
    ksort($results);
    foreach ($results as $result) {
        echo json_encode($result), "\n";
    }
});
?>
--EXPECT--
[true,true,"secret",true,1]
[true,true,"own",true,1]
[true,true,"secret",true,1]
[true,true,"own",true,1]
