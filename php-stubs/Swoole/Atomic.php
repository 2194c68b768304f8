<?php

namespace Swoole;

/**
 * An unsigned number of 32 bits that processes share which are forked after it was made. Each method is one step that no
 * other process comes between. Numbers outside of 0 to 4294967295 lose their higher bits.
 *
 * @notSerializable
 */
class Atomic
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
     * @return int  the new number; after 4294967295 comes 0
     */
    public function add(int $add_value = 1): int {}

    /**
     * Subtracts from the number.
     *
     * @param int $sub_value  what to subtract
     * @return int  the new number; before 0 comes 4294967295
     */
    public function sub(int $sub_value = 1): int {}

    /**
     * The number.
     *
     * @return int  from 0 to 4294967295
     */
    public function get(): int {}

    /**
     * Sets the number.
     *
     * @param int $value  the new number
     */
    public function set(int $value): void {}

    /**
     * Waits until another process calls wakeup(). Blocks the process, and all its coroutines. It works with the number:
     * 1 is a signal that was given, and becomes 0; 0 is none, and is waited for.
     *
     * @param float $timeout  most seconds to wait; 0 and less for no limit
     * @return bool  whether the signal came; false after the timeout, if the system sent the process a signal, if another
     *     process was quicker, and if the number is neither 0 nor 1
     */
    public function wait(float $timeout = 1.0): bool {}

    /**
     * Wakes processes that wait(): if the number is 0, it becomes 1. One of them takes that for its signal.
     *
     * @param int $count  how many wake and try to take it; less than 1 is taken as 1
     * @return bool  true, also if nobody waits or the number is not 0 and nobody is woken
     */
    public function wakeup(int $count = 1): bool {}

    /**
     * Sets the number if it is what the caller thinks.
     *
     * @param int $cmp_value  what the number has to be
     * @param int $new_value  what it becomes
     * @return bool  whether it was set
     */
    public function cmpset(int $cmp_value, int $new_value): bool {}
}
