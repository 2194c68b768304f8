<?php

namespace Swoole\Http;

/**
 * A cookie under construction, for \Swoole\Http\Response::cookie(). The with methods change this object and return it.
 *
 * @notSerializable
 */
class Cookie
{
    /**
     * A cookie without a name.
     *
     * @param bool $encode  whether the value is to be urlencoded
     */
    public function __construct(bool $encode = true) {}

    /**
     * Sets the name.
     *
     * @param string $name  any token of RFC 9110
     * @return \Swoole\Http\Cookie  this
     */
    public function withName(string $name): \Swoole\Http\Cookie {}

    /**
     * Sets the value.
     *
     * @param string $value  value; empty deletes the cookie
     * @return \Swoole\Http\Cookie  this
     */
    public function withValue(string $value = ''): \Swoole\Http\Cookie {}

    /**
     * Sets the expiry.
     *
     * @param int $expires  seconds since 1970; 0 keeps it for the browser's session
     * @return \Swoole\Http\Cookie  this
     */
    public function withExpires(int $expires = 0): \Swoole\Http\Cookie {}

    /**
     * Sets the path.
     *
     * @param string $path  where the cookie is valid
     * @return \Swoole\Http\Cookie  this
     */
    public function withPath(string $path = '/'): \Swoole\Http\Cookie {}

    /**
     * Sets the domain.
     *
     * @param string $domain  where the cookie is valid; empty is the host that sets it
     * @return \Swoole\Http\Cookie  this
     */
    public function withDomain(string $domain = ''): \Swoole\Http\Cookie {}

    /**
     * Limits the cookie to TLS.
     *
     * @param bool $secure  send it over TLS only
     * @return \Swoole\Http\Cookie  this
     */
    public function withSecure(bool $secure = false): \Swoole\Http\Cookie {}

    /**
     * Hides the cookie from scripts.
     *
     * @param bool $httpOnly  hide it
     * @return \Swoole\Http\Cookie  this
     */
    public function withHttpOnly(bool $httpOnly = false): \Swoole\Http\Cookie {}

    /**
     * Says whether other sites may send the cookie.
     *
     * @param string $sameSite  Strict, Lax, None, or empty to say nothing
     * @return \Swoole\Http\Cookie  this
     */
    public function withSameSite(string $sameSite = ''): \Swoole\Http\Cookie {}

    /**
     * Says which cookies a browser drops first.
     *
     * @param string $priority  Low, Medium, High, or empty to say nothing
     * @return \Swoole\Http\Cookie  this
     */
    public function withPriority(string $priority = ''): \Swoole\Http\Cookie {}

    /**
     * Keeps the cookie apart per top-level site.
     *
     * @param bool $partitioned  keep it apart
     * @return \Swoole\Http\Cookie  this
     */
    public function withPartitioned(bool $partitioned = false): \Swoole\Http\Cookie {}

    /**
     * The value of its Set-Cookie field.
     *
     * @return string|false  false, with a warning, if the cookie has no name or an invalid part
     */
    public function toString(): string|false {}

    /**
     * All parts: name, value, path, domain, sameSite, priority, encode, expires, secure, httpOnly, partitioned.
     *
     * @return array  name of the part => value
     */
    public function toArray(): array {}

    /** Makes the cookie new again, all but its encoding. */
    public function reset(): void {}
}
