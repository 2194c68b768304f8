--TEST--
Swoole\Process: what waits to be written arrives although the object is dropped, and nowhere else; without a reader the loop ends
--FILE--
<?php
use Swoole\{Atomic, Event, Process, Timer};

/** Starts a process that counts how many of a letter it gets, and how many others, and writes it 200 messages of the letter. */
function feed(int $type, string $letter, Atomic $right, Atomic $wrong): Process
{
    $process = new Process(function (Process $process) use ($letter, $right, $wrong) {
        $process->setTimeout(15);
        while ($right->get() < 200 * 60_000 && $piece = $process->read(60_000)) {
            $count = substr_count($piece, $letter);
            $right->add($count);
            $wrong->add(strlen($piece) - $count);
        }
    }, false, $type);
    $process->start();
    $process->setBlocking(false);
    fill($process, $letter);

    return $process;
}

function fill(Process $process, string $letter): void
{
    for ($i = 0; $i < 200; ++$i) {
        $process->write(str_repeat($letter, 60_000));
    }
}

foreach ([Process::PIPE_TYPE_STREAM, Process::PIPE_TYPE_DGRAM] as $type) {
    // With something to wait for, there is a loop that writes are left to.
    Timer::after(1, fn () => 1);
    $process = new Process(fn () => 1, false, $type);
    $process->setBlocking(false);
    fill($process, 'x');
    $process = null;
    Event::wait();
    echo "ended\n";

    Timer::after(1, fn () => 1);
    [$first, $second, $wrong] = [new Atomic(), new Atomic(), new Atomic()];
    $process = feed($type, 'a', $first, $wrong);
    $process = null;
    // It gets the descriptors of the first one.
    $process = feed($type, 'b', $second, $wrong);
    Event::wait();
    Process::wait();
    Process::wait();
    echo $first->get(), ' ', $second->get(), ' ', $wrong->get(), "\n";
}
?>
--EXPECT--
ended
12000000 12000000 0
ended
12000000 12000000 0
