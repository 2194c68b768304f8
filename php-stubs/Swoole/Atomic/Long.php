<?php

namespace Swoole\Atomic;

/**
 * A signed number of 64 bits that processes share which are forked after it was made. Each method is one step that no
 * other process comes between.
 *
 * @notSerializable
 */
class Long
{
    /**
     * Sets the number. Called again, it sets it again.
     *
     * @param int $value  the number
     */
    public function __construct(int $value = 0) {}

    /**
     * Adds to the number.
     *
     * @param int $add_value  what to add
     * @return int  the new number; after PHP_INT_MAX comes PHP_INT_MIN
     */
    public function add(int $add_value = 1): int {}

    /**
     * Subtracts from the number.
     *
     * @param int $sub_value  what to subtract
     * @return int  the new number; before PHP_INT_MIN comes PHP_INT_MAX
     */
    public function sub(int $sub_value = 1): int {}

    /**
     * The number.
     *
     * @return int  any int
     */
    public function get(): int {}

    /**
     * Sets the number.
     *
     * @param int $value  the new number
     */
    public function set(int $value): void {}

    /**
     * Sets the number if it is what the caller thinks.
     *
     * @param int $cmp_value  what the number has to be
     * @param int $new_value  what it becomes
     * @return bool  whether it was set
     */
    public function cmpset(int $cmp_value, int $new_value): bool {}
}
