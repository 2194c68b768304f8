<?php

declare(strict_types=1);

namespace SwooleTest;

use RuntimeException;

/**
 * One HTTP/1.1 response, read by the framing rules of RFC 9112 and refused when it breaks them.
 */
final class HttpResponse
{
    /** @param array<string, list<string>> $headers by lower-cased name, each with all its values in order */
    private function __construct(
        public readonly int $status,
        public readonly string $reason,
        public readonly array $headers,
        public readonly string $body,
        public readonly bool $chunked,
        public readonly string $head,
    ) {
    }

    /** The first value of a header, or null. */
    public function header(string $name): ?string
    {
        return $this->headers[strtolower($name)][0] ?? null;
    }

    public function __toString(): string
    {
        return rtrim("$this->status $this->reason") . ($this->body === '' ? '' : " [$this->body]");
    }

    /** Reads a response; the request's method decides whether a body follows (section 6.3). */
    public static function read(Socket $socket, string $method = 'GET'): self
    {
        $head = $socket->readUntil("\r\n\r\n");
        $lines = explode("\r\n", substr($head, 0, -4));
        if (preg_match('#^HTTP/1\.1 (\d{3}) (.*)$#', $lines[0], $match) !== 1) {
            throw new RuntimeException('not a status line: ' . substr($lines[0], 0, 200));
        }
        $status = (int) $match[1];
        $headers = [];
        foreach (array_slice($lines, 1) as $line) {
            if (preg_match('/^([!#$%&\'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/', $line, $field) !== 1) {
                throw new RuntimeException('not a header field: ' . substr($line, 0, 200));
            }
            $headers[strtolower($field[1])][] = $field[2];
        }
        $chunked = isset($headers['transfer-encoding']);
        if ($chunked && isset($headers['content-length'])) {
            throw new RuntimeException('both Content-Length and Transfer-Encoding');
        }
        $body = '';
        if ($method !== 'HEAD' && $status >= 200 && $status !== 204 && $status !== 304) {
            $body = match (true) {
                $chunked => self::readChunks($socket),
                isset($headers['content-length']) => $socket->read(self::length($headers['content-length'])),
                default => $socket->readToEnd(),
            };
        }

        return new self($status, $match[2], $headers, $body, $chunked, $head);
    }

    /** @param list<string> $values */
    private static function length(array $values): int
    {
        if (count($values) !== 1 || preg_match("/^\\d+$/", $values[0]) !== 1) {
            throw new RuntimeException('not a Content-Length: ' . implode(' | ', $values));
        }

        return (int) $values[0];
    }

    private static function readChunks(Socket $socket): string
    {
        $body = '';
        do {
            $line = $socket->readUntil("\r\n");
            if (preg_match('/^[0-9A-Fa-f]+\r\n$/', $line) !== 1) {
                throw new RuntimeException('not a chunk size: ' . substr($line, 0, 200));
            }
            $size = (int) hexdec($line);
            $chunk = $socket->read($size + 2);
            if (!str_ends_with($chunk, "\r\n")) {
                throw new RuntimeException('a chunk is longer than it says');
            }
            $body .= substr($chunk, 0, -2);
        } while ($size > 0);

        return $body;
    }
}
