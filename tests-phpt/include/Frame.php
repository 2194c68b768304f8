<?php

declare(strict_types=1);

namespace SwooleTest;

use RuntimeException;

/**
 * One WebSocket frame (RFC 6455, section 5.2) as bytes: any frame can be written, only a lawful one is read.
 */
final class Frame
{
    public const CONTINUATION = 0x0;
    public const TEXT = 0x1;
    public const BINARY = 0x2;
    public const CLOSE = 0x8;
    public const PING = 0x9;
    public const PONG = 0xA;

    public function __construct(
        public readonly int $opcode,
        public readonly string $payload,
        public readonly bool $fin = true,
        public readonly int $rsv = 0,
    ) {
    }

    /**
     * The bytes of a frame as a client sends it, or as it must not send it.
     *
     * @param int $rsv the three reserved bits: 4, 2, 1
     */
    public static function encode(string $payload, int $opcode = self::TEXT, bool $fin = true, int $rsv = 0, bool $mask = true): string
    {
        $length = strlen($payload);
        $head = chr(($fin ? 0x80 : 0) | $rsv << 4 | $opcode);
        $masked = $mask ? 0x80 : 0;
        $head .= match (true) {
            $length < 126 => chr($masked | $length),
            $length < 65536 => chr($masked | 126) . pack('n', $length),
            default => chr($masked | 127) . pack('J', $length),
        };
        if (!$mask) {
            return $head . $payload;
        }
        $key = random_bytes(4);

        return $head . $key . ($payload ^ str_pad('', $length, $key));
    }

    /** The payload of a close frame. */
    public static function closePayload(int $code, string $reason = ''): string
    {
        return pack('n', $code) . $reason;
    }

    /** Reads a frame that a server sent; throws at whatever section 5 forbids it. */
    public static function read(Socket $socket): self
    {
        [$first, $second] = array_values(unpack('C2', $socket->read(2)));
        $fin = ($first & 0x80) !== 0;
        $rsv = $first >> 4 & 7;
        $opcode = $first & 15;
        $length = $second & 0x7F;
        if (($second & 0x80) !== 0) {
            throw new RuntimeException('a server must not mask');
        }
        if (!in_array($opcode, [self::CONTINUATION, self::TEXT, self::BINARY, self::CLOSE, self::PING, self::PONG], true)) {
            throw new RuntimeException("reserved opcode $opcode");
        }
        if ($opcode >= self::CLOSE && (!$fin || $length > 125 || $rsv !== 0)) {
            throw new RuntimeException('a control frame is fragmented, too long or has reserved bits');
        }
        if ($length === 126) {
            $length = unpack('n', $socket->read(2))[1];
            $shortest = $length > 125;
        } elseif ($length === 127) {
            $length = unpack('J', $socket->read(8))[1];
            $shortest = $length > 65535;
        } else {
            $shortest = true;
        }
        if (!$shortest) {
            throw new RuntimeException("the length $length is not encoded in the shortest form");
        }

        return new self($opcode, $socket->read($length), $fin, $rsv);
    }

    /** The frame in words: "text hello", "close 1000 bye", "binary+more ..". */
    public function __toString(): string
    {
        $name = [
            self::CONTINUATION => 'continuation', self::TEXT => 'text', self::BINARY => 'binary',
            self::CLOSE => 'close', self::PING => 'ping', self::PONG => 'pong',
        ][$this->opcode];
        $payload = $this->payload;
        if ($this->opcode === self::CLOSE && strlen($payload) >= 2) {
            $payload = rtrim(unpack('n', $payload)[1] . ' ' . substr($payload, 2));
        }
        $more = $this->fin ? '' : '+more';
        $rsv = $this->rsv === 0 ? '' : " rsv=$this->rsv";

        return rtrim("$name$more$rsv $payload");
    }
}
