<?php

declare(strict_types=1);

namespace SwooleTest;

/**
 * HTTP/1.1 over one connection that is kept for all requests.
 */
final class HttpClient
{
    public readonly Socket $socket;

    public function __construct(int $port)
    {
        $this->socket = Socket::connect($port);
    }

    /** @param list<string> $headers whole lines, without the line break */
    public static function get(int $port, string $target, array $headers = []): HttpResponse
    {
        return (new self($port))->request('GET', $target, $headers);
    }

    /**
     * Sends a request and reads its response.
     *
     * @param list<string> $headers whole lines, without the line break; Host and Content-Length are added
     */
    public function request(string $method, string $target, array $headers = [], ?string $body = null): HttpResponse
    {
        $this->send($method, $target, $headers, $body);

        return $this->read($method);
    }

    /** @param list<string> $headers */
    public function send(string $method, string $target, array $headers = [], ?string $body = null): void
    {
        if ($body !== null) {
            $headers[] = 'Content-Length: ' . strlen($body);
        }
        $this->socket->write(implode("\r\n", ["$method $target HTTP/1.1", 'Host: localhost', ...$headers, '', $body ?? '']));
    }

    public function read(string $method = 'GET'): HttpResponse
    {
        return HttpResponse::read($this->socket, $method);
    }
}
