<?php

namespace Swoole;

/**
 * Rows with keys in memory of a fixed size, shared by processes that are forked after create(). Each method sees and changes
 * whole rows, whatever other processes do, and whoever of them is killed meanwhile. Iterating gives each row as
 * key => array of its columns, and may change the table on the way; all loops over one object share one position.
 *
 * @notSerializable
 */
class Table implements \Iterator, \Countable
{
    /** A signed number of 64 bits. */
    public const TYPE_INT = 1;

    /** Bytes, at most as many as the column's size. */
    public const TYPE_STRING = 3;

    /** A float of 64 bits. */
    public const TYPE_FLOAT = 2;

    /** @var int|null  What getSize() returns, from create() on. */
    public $size = null;

    /** @var int|null  What getMemorySize() returns, from create() on. */
    public $memorySize = null;

    /**
     * Plans a table.
     *
     * @param int $table_size  how many rows there shall be room for; the next power of two counts, from 64 to 2147483648
     * @param float $conflict_proportion  how many more, as a part of that; from 0.2 to 1
     * @throws \ValueError  if the size is negative
     */
    public function __construct(int $table_size, float $conflict_proportion = 0.2) {}

    /**
     * Adds a column, before create().
     *
     * @param string $name  of the column
     * @param int $type  one of TYPE_*
     * @param int $size  most bytes of a TYPE_STRING, rounded up to a multiple of 8; numbers need none
     * @return bool  false, with a warning, if the table was created, the name is taken, the type unknown, or the size less
     *     than 1 or more than 4294967288
     */
    public function column(string $name, int $type, int $size = 0): bool {}

    /**
     * Takes the memory. It is fixed from then on. A fatal error if there is none, or the table was created before.
     *
     * @return bool  true
     */
    public function create(): bool {}

    /**
     * Lets go of the memory. Other processes keep theirs.
     *
     * @return bool  true
     */
    public function destroy(): bool {}

    /**
     * Adds or changes a row. Values are converted to what their columns hold; null stands for 0 or nothing. Strings that
     * are too long are cut, which the log tells of.
     *
     * @param string $key  of the row; what is longer than 63 bytes is cut, with a warning
     * @param array $value  the values by the names of their columns. Columns that it lacks keep their values, or are 0 or
     *     empty in a new row. Other names are passed over.
     * @return bool  false, with a warning, if there is no room for a new row
     */
    public function set(string $key, array $value): bool {}

    /**
     * A row, or one of its columns.
     *
     * @param string $key  of the row
     * @param string|null $field  the name of a column; null for all
     * @return array|string|int|float|false  the values by the names of their columns, or the value; false if there is no
     *     such row or column
     */
    public function get(string $key, ?string $field = null): array|string|int|float|false {}

    /**
     * How many rows there are.
     *
     * @return int  0 or more; also before create()
     */
    public function count(): int {}

    /**
     * Deletes a row.
     *
     * @param string $key  of the row
     * @return bool  false if there is none
     */
    public function del(string $key): bool {}

    /**
     * Deletes a row: del() by another name.
     *
     * @param string $key  of the row
     * @return bool  false if there is none
     * @alias Swoole\Table::del
     */
    public function delete(string $key): bool {}

    /**
     * Whether there is a row.
     *
     * @param string $key  of the row
     * @return bool  false if there is none
     */
    public function exists(string $key): bool {}

    /**
     * Whether there is a row: exists() by another name.
     *
     * @param string $key  of the row
     * @return bool  false if there is none
     * @alias Swoole\Table::exists
     */
    public function exist(string $key): bool {}

    /**
     * Adds to a number in one step. A row that is not there is added, with 0 in it.
     *
     * @param string $key  of the row
     * @param string $column  of a number
     * @param int|float $incrby  what to add; converted to what the column holds
     * @return int|float  the sum; ints wrap around. False, with a warning, if there is no such column, it holds strings, or
     *     there is no room for a new row
     */
    public function incr(string $key, string $column, int|float $incrby = 1): int|float {}

    /**
     * Subtracts from a number in one step. A row that is not there is added, with 0 in it.
     *
     * @param string $key  of the row
     * @param string $column  of a number
     * @param int|float $incrby  what to subtract; converted to what the column holds
     * @return int|float  as incr()
     */
    public function decr(string $key, string $column, int|float $incrby = 1): int|float {}

    /**
     * How many rows the table was planned for.
     *
     * @return int  a power of two, before create(), too; 0 after destroy()
     */
    public function getSize(): int {}

    /**
     * How much memory the table has. The system gives it page by page as rows are added.
     *
     * @return int  bytes; 0 before create() and after destroy()
     */
    public function getMemorySize(): int {}

    /**
     * What has happened in the table since create(), in all processes.
     *
     * @return array|false  num: rows there are. insert_count, update_count, delete_count: calls. conflict_count: rows that
     *     were added where others with a like hash were; conflict_max_level: most of these in one place.
     *     total_slice_num: rows beyond getSize() that there is room for; available_slice_num: how many of them are not
     *     needed yet. False before create() and after destroy().
     */
    public function stats(): array|false {}

    /** Goes to the first row. */
    public function rewind(): void {}

    /**
     * Whether there is a current row.
     *
     * @return bool  false before rewind() and behind the last row
     */
    public function valid(): bool {}

    /** Goes to the next row. */
    public function next(): void {}

    /**
     * The current row, as it was when it was gone to.
     *
     * @return mixed  an array of its values by the names of their columns; null if there is none
     */
    public function current(): mixed {}

    /**
     * The current row's key.
     *
     * @return mixed  a string; null if there is none
     */
    public function key(): mixed {}
}
