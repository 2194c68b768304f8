<?php

declare(strict_types=1);

namespace SwooleTest;

use RuntimeException;

/**
 * A WebSocket client (RFC 6455) that checks everything a server sends and can itself send anything.
 */
final class WebSocketClient
{
    private function __construct(
        public readonly Socket $socket,
        public readonly HttpResponse $handshake,
        public readonly ?Deflate $deflate,
    ) {
        $this->socket->farewell = Frame::encode(Frame::closePayload(1001), Frame::CLOSE);
    }

    /**
     * Opens a connection and insists on a correct handshake.
     *
     * @param list<string> $headers further header lines of the request
     */
    public static function connect(int $port, string $target = '/', array $headers = []): self
    {
        $socket = Socket::connect($port);
        $key = base64_encode(random_bytes(16));
        $socket->write(self::request($target, $key, $headers));
        $response = HttpResponse::read($socket);
        self::check($response, $key);

        return new self($socket, $response, Deflate::accepted($response->header('Sec-WebSocket-Extensions')));
    }

    /**
     * Opens a connection that offers permessage-deflate.
     */
    public static function compressing(int $port, string $offer = 'permessage-deflate'): self
    {
        return self::connect($port, '/', ["Sec-WebSocket-Extensions: $offer"]);
    }

    /** @param list<string> $headers */
    public static function request(string $target, string $key, array $headers = []): string
    {
        return implode("\r\n", [
            "GET $target HTTP/1.1",
            'Host: localhost',
            'Upgrade: websocket',
            'Connection: Upgrade',
            "Sec-WebSocket-Key: $key",
            'Sec-WebSocket-Version: 13',
            ...$headers,
            '',
            '',
        ]);
    }

    /** RFC 6455, section 4.1: what the client must verify. */
    private static function check(HttpResponse $response, string $key): void
    {
        $accept = base64_encode(sha1($key . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true));
        $problem = match (true) {
            $response->status !== 101 => "the handshake was refused: $response",
            strcasecmp($response->header('Upgrade') ?? '', 'websocket') !== 0 => 'no "Upgrade: websocket"',
            strcasecmp($response->header('Connection') ?? '', 'upgrade') !== 0 => 'no "Connection: Upgrade"',
            $response->header('Sec-WebSocket-Accept') !== $accept => 'wrong Sec-WebSocket-Accept',
            isset($response->headers['content-length']) || $response->chunked => 'a body was announced',
            default => null,
        };
        if ($problem !== null) {
            throw new RuntimeException($problem);
        }
    }

    public function send(string $payload, int $opcode = Frame::TEXT, bool $fin = true, int $rsv = 0, bool $mask = true): void
    {
        if ($opcode === Frame::CLOSE) {
            $this->socket->farewell = null;
        }
        $this->socket->write(Frame::encode($payload, $opcode, $fin, $rsv, $mask));
    }

    public function sendCompressed(string $data, int $opcode = Frame::TEXT): void
    {
        $this->send($this->deflate->deflate($data), $opcode, rsv: 4);
    }

    public function sendClose(int $code, string $reason = ''): void
    {
        $this->send(Frame::closePayload($code, $reason), Frame::CLOSE);
    }

    public function receive(): Frame
    {
        $frame = Frame::read($this->socket);
        if ($frame->rsv !== 0 && ($frame->rsv !== 4 || $this->deflate === null)) {
            throw new RuntimeException('a reserved bit that was not agreed upon: ' . Socket::printable((string) $frame));
        }

        return $frame;
    }

    /** The data of the next message: fragments joined, inflated if need be, UTF-8 verified. */
    public function receiveMessage(): string
    {
        $first = $frame = $this->receive();
        $data = '';
        while (true) {
            $data .= $frame->payload;
            if ($frame->fin) {
                break;
            }
            $frame = $this->receive();
            if ($frame->opcode !== Frame::CONTINUATION || $frame->rsv !== 0) {
                throw new RuntimeException('a continuation was due: ' . Socket::printable((string) $frame));
            }
        }
        if ($first->opcode !== Frame::TEXT && $first->opcode !== Frame::BINARY) {
            throw new RuntimeException('a message was due: ' . Socket::printable((string) $first));
        }
        $data = $first->rsv === 4 ? $this->deflate->inflate($data) : $data;
        if ($first->opcode === Frame::TEXT && preg_match('//u', $data) !== 1) {
            throw new RuntimeException('a text message is not UTF-8');
        }

        return $data;
    }

    /** Sends a message and returns the answer: one round through the server. */
    public function ask(string $data, int $opcode = Frame::TEXT): string
    {
        $this->send($data, $opcode);

        return $this->receiveMessage();
    }

    /** Awaits a close frame, answers it and awaits the end of the connection; returns the frame in words. */
    public function receiveClose(): string
    {
        $frame = $this->receive();
        if ($frame->opcode !== Frame::CLOSE) {
            throw new RuntimeException('a close frame was due: ' . Socket::printable((string) $frame));
        }
        $this->socket->sayFarewell();
        $rest = $this->socket->readToEnd();
        if ($rest !== '') {
            throw new RuntimeException('the server sent ' . strlen($rest) . ' bytes after its close frame');
        }

        return (string) $frame;
    }

    /** The code of the close frame that the server answers a violation with; its reason is free. */
    public function receiveCloseCode(): string
    {
        return implode(' ', array_slice(explode(' ', $this->receiveClose()), 0, 2));
    }

    /** Closes the connection properly, with both close frames. */
    public function close(): void
    {
        $this->sendClose(1000);
        $this->receiveClose();
        $this->socket->close();
    }
}
