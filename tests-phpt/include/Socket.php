<?php

declare(strict_types=1);

namespace SwooleTest;

use RuntimeException;

/**
 * A TCP connection whose every wait has an end: raw bytes out, exact amounts of bytes in.
 */
final class Socket
{
    /** @var list<\WeakReference<self>> */
    private static array $all = [];

    /** What this side says when the other one takes its leave. */
    public ?string $farewell = null;
    private string $received = '';

    /** @param resource $stream */
    private function __construct(public readonly mixed $stream)
    {
        stream_set_blocking($stream, false);
        stream_set_read_buffer($stream, 0);
        self::$all[] = \WeakReference::create($this);
    }

    /** Does what any client does while its server ends: says farewell in turn, and closes when the server has closed. */
    public static function attendFarewells(): void
    {
        foreach (self::$all as $reference) {
            $socket = $reference->get();
            if ($socket !== null && $socket->isReadable(0)) {
                $socket->sayFarewell();
                $socket->fill();
            }
        }
    }

    /** Says farewell once, if there is anything to say; it may be too late for that. */
    public function sayFarewell(): void
    {
        if ($this->farewell !== null && is_resource($this->stream)) {
            @fwrite($this->stream, $this->farewell);
            $this->farewell = null;
        }
    }

    public static function connect(int $port, string $host = '127.0.0.1'): self
    {
        $stream = @stream_socket_client("tcp://$host:$port", $code, $message, PATIENCE);
        if ($stream === false) {
            throw new RuntimeException("cannot connect to $host:$port: $message");
        }

        return new self($stream);
    }

    /** Writes everything; fails when the peer stops reading for too long or has gone. */
    public function write(string $bytes): void
    {
        $offset = 0;
        while ($offset < strlen($bytes)) {
            $this->await(read: false);
            $written = @fwrite($this->stream, substr($bytes, $offset, 1 << 20));
            if ($written === false) {
                throw new RuntimeException("the peer closed after $offset of " . strlen($bytes) . ' bytes were written');
            }
            $offset += $written;
        }
    }

    /** Writes as much as the peer takes before it closes and returns how much that was. */
    public function writeUntilClosed(string $bytes): int
    {
        $offset = 0;
        while ($offset < strlen($bytes) && is_resource($this->stream)) {
            $this->await(read: false);
            $written = @fwrite($this->stream, substr($bytes, $offset, 1 << 16));
            if ($written === false) {
                break;
            }
            $offset += $written;
        }

        return $offset;
    }

    /** Reads exactly $length bytes. */
    public function read(int $length): string
    {
        while (strlen($this->received) < $length) {
            if (!$this->fill()) {
                throw new RuntimeException("the peer closed; $length bytes were awaited, received: " . self::printable($this->received));
            }
        }
        $bytes = substr($this->received, 0, $length);
        $this->received = substr($this->received, $length);

        return $bytes;
    }

    /** Reads up to and including $delimiter. */
    public function readUntil(string $delimiter): string
    {
        while (($position = strpos($this->received, $delimiter)) === false) {
            if (!$this->fill()) {
                throw new RuntimeException('the peer closed; received: ' . self::printable($this->received));
            }
        }

        return $this->read($position + strlen($delimiter));
    }

    /** Reads everything until the peer closes its side. */
    public function readToEnd(): string
    {
        while ($this->fill()) {
        }

        return $this->read(strlen($this->received));
    }

    /** Whether anything arrives within $seconds; for what must not happen, so keep it short. */
    public function isSilent(float $seconds): bool
    {
        return $this->received === '' && is_resource($this->stream) && !$this->isReadable($seconds);
    }

    private function isReadable(float $seconds): bool
    {
        $read = [$this->stream];
        $none = null;

        return is_resource($this->stream)
            && stream_select($read, $none, $none, (int) $seconds, (int) (fmod($seconds, 1) * 1e6)) === 1;
    }

    /** Says that nothing more will be written; the peer can still send. */
    public function finishWriting(): void
    {
        stream_socket_shutdown($this->stream, STREAM_SHUT_WR);
    }

    public function close(): void
    {
        if (is_resource($this->stream)) {
            fclose($this->stream);
        }
    }

    /** Closes with RST instead of FIN. Needs ext-sockets: say so in the EXTENSIONS section. */
    public function reset(): void
    {
        $socket = socket_import_stream($this->stream);
        socket_set_option($socket, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
        socket_close($socket);
    }

    /** @return bool false once the peer has closed; this side is closed then, too */
    private function fill(): bool
    {
        if (!is_resource($this->stream)) {
            return false;
        }
        $this->await(read: true);
        $bytes = @fread($this->stream, 1 << 18);
        if ($bytes === false || ($bytes === '' && feof($this->stream))) {
            $this->close();

            return false;
        }
        $this->received .= $bytes;

        return true;
    }

    private function await(bool $read): void
    {
        if (!is_resource($this->stream)) {
            throw new RuntimeException('the connection is closed');
        }
        $readable = $read ? [$this->stream] : null;
        $writable = $read ? null : [$this->stream];
        $none = null;
        if (stream_select($readable, $writable, $none, (int) PATIENCE) === 0) {
            $what = $read ? 'sent nothing' : 'read nothing';
            throw new RuntimeException("the peer $what for too long; received: " . self::printable($this->received));
        }
    }

    /** The beginning of $bytes, fit for a message. */
    public static function printable(string $bytes): string
    {
        return $bytes === '' ? 'nothing' : '"' . addcslashes(substr($bytes, 0, 300), "\0..\37\177..\377\"") . '"';
    }
}
