<?php

// How an operation is measured that a program repeats by itself.

/** Operations between two looks at the clock. */
const BATCH = 100_000;

function cpuSeconds(): float
{
    $usage = getrusage();
    return $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']
        + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e6;
}

/** Runs the batches, prints the result. */
function measure(callable $batch, float $limit): void
{
    $batch();
    $operations = 0;
    $begin = cpuSeconds();
    do {
        $batch();
        $operations += BATCH;
        $seconds = cpuSeconds() - $begin;
    } while ($seconds < $limit);
    printf("%d operations, %.2f ns each\n", $operations, $seconds / $operations * 1e9);
}
