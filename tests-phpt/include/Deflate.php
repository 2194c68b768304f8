<?php

declare(strict_types=1);

namespace SwooleTest;

use RuntimeException;

/**
 * permessage-deflate (RFC 7692) as a client sees it, after the negotiation.
 */
final class Deflate
{
    private const TAIL = "\x00\x00\xff\xff";

    private \InflateContext $inflater;
    private \DeflateContext $deflater;

    /** @param array<string, string|true> $parameters what the server agreed to */
    private function __construct(private readonly array $parameters)
    {
        $this->resetInflater();
        $this->resetDeflater();
    }

    /** Parses the extension header of a handshake response; null when the server chose no compression. */
    public static function accepted(?string $header): ?self
    {
        if ($header === null) {
            return null;
        }
        $parts = array_map(trim(...), explode(';', $header));
        if (array_shift($parts) !== 'permessage-deflate') {
            throw new RuntimeException("unknown extension: $header");
        }
        $parameters = [];
        foreach ($parts as $part) {
            [$name, $value] = explode('=', $part, 2) + [1 => true];
            $lawful = match ($name) {
                'server_no_context_takeover', 'client_no_context_takeover' => $value === true,
                'server_max_window_bits', 'client_max_window_bits' => is_string($value) && preg_match('/^([89]|1[0-5])$/', $value) === 1,
                default => false,
            };
            if (!$lawful || isset($parameters[$name])) {
                throw new RuntimeException("not a lawful answer: $header");
            }
            $parameters[$name] = $value;
        }

        return new self($parameters);
    }

    public function inflate(string $payload): string
    {
        $data = inflate_add($this->inflater, $payload . self::TAIL, ZLIB_SYNC_FLUSH);
        if ($data === false) {
            throw new RuntimeException('the server sent a broken deflate stream');
        }
        if (isset($this->parameters['server_no_context_takeover'])) {
            $this->resetInflater();
        }

        return $data;
    }

    public function deflate(string $data): string
    {
        if ($data === '') {
            return "\0"; // section 7.2.3.6
        }
        $payload = substr(deflate_add($this->deflater, $data, ZLIB_SYNC_FLUSH), 0, -4);
        if (isset($this->parameters['client_no_context_takeover'])) {
            $this->resetDeflater();
        }

        return $payload;
    }

    private function resetInflater(): void
    {
        // With a window smaller than the server's, zlib refuses what refers further back.
        $bits = (int) ($this->parameters['server_max_window_bits'] ?? 15);
        $this->inflater = inflate_init(ZLIB_ENCODING_RAW, ['window' => $bits]);
    }

    private function resetDeflater(): void
    {
        // zlib cannot deflate with 8 bits; 9 is what it makes of them, and these tests stay within 256 bytes then.
        $bits = max(9, (int) ($this->parameters['client_max_window_bits'] ?? 15));
        $this->deflater = deflate_init(ZLIB_ENCODING_RAW, ['window' => $bits]);
    }
}
