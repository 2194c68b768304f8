<?php

// What memory that processes share costs by itself. Prints nanoseconds of CPU time per operation.
// Usage: php shared_operations.php table-set|table-get|table-incr|atomic-add|atomic-get|lock SECONDS

use Swoole\Atomic;
use Swoole\Lock;
use Swoole\Table;

require __DIR__ . '/include/measure.php';

/** Rows that the operations go to in turn. */
const ROWS = 1_000;

/** A table of users. */
function table(): Table
{
    $table = new Table(4096);
    $table->column('id', Table::TYPE_INT);
    $table->column('name', Table::TYPE_STRING, 64);
    $table->column('balance', Table::TYPE_FLOAT);
    $table->create();
    for ($i = 0; $i < ROWS; $i++) {
        $table->set("user:$i", ['id' => $i, 'name' => "name of $i", 'balance' => $i / 4]);
    }
    return $table;
}

/** Changes all columns of a row. */
function tableSet(float $limit): void
{
    $table = table();
    $row = ['id' => 7, 'name' => 'somebody else', 'balance' => 2.5];
    measure(function () use ($table, $row) {
        for ($i = 0; $i < BATCH; $i++) {
            $table->set('user:' . $i % ROWS, $row);
        }
    }, $limit);
}

/** Reads a whole row. */
function tableGet(float $limit): void
{
    $table = table();
    measure(function () use ($table) {
        for ($i = 0; $i < BATCH; $i++) {
            $table->get('user:' . $i % ROWS);
        }
    }, $limit);
}

/** Adds to a column. */
function tableIncr(float $limit): void
{
    $table = table();
    measure(function () use ($table) {
        for ($i = 0; $i < BATCH; $i++) {
            $table->incr('user:' . $i % ROWS, 'id');
        }
    }, $limit);
}

function atomicAdd(float $limit): void
{
    $atomic = new Atomic();
    measure(function () use ($atomic) {
        for ($i = 0; $i < BATCH; $i++) {
            $atomic->add();
        }
    }, $limit);
}

function atomicGet(float $limit): void
{
    $atomic = new Atomic();
    measure(function () use ($atomic) {
        for ($i = 0; $i < BATCH; $i++) {
            $atomic->get();
        }
    }, $limit);
}

/** Takes a lock that is free, and releases it. */
function lock(float $limit): void
{
    $lock = new Lock();
    measure(function () use ($lock) {
        for ($i = 0; $i < BATCH; $i++) {
            $lock->lock();
            $lock->unlock();
        }
    }, $limit);
}

(match ($argv[1]) {
    'table-set' => tableSet(...),
    'table-get' => tableGet(...),
    'table-incr' => tableIncr(...),
    'atomic-add' => atomicAdd(...),
    'atomic-get' => atomicGet(...),
    'lock' => lock(...),
})((float) $argv[2]);
