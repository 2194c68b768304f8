<?php

namespace Swoole\WebSocket;

/**
 * A WebSocket server (RFC 6455, compression by RFC 7692). The message event is required; with a request event the same
 * port serves HTTP.
 *
 * Connections are answered by the handshake that RFC 6455 asks for, or by the handshake event if one is set.
 *
 * @notSerializable
 */
class Server extends \Swoole\Http\Server
{
    /**
     * Sends a message, or a fragment of one.
     *
     * In a coroutine it waits for a client that has much to read already, but not long for one that does not read, see the
     * settings send_yield and send_timeout. With SWOOLE_WEBSOCKET_FLAG_COMPRESS the message is compressed, if the peer agreed to that in its handshake.
     *
     * @param int $fd  session id of the connection
     * @param \Swoole\WebSocket\Frame|string $data  payload, or a frame that replaces the other parameters
     * @param int $opcode  one of SWOOLE_WEBSOCKET_OPCODE_*
     * @param int $flags  SWOOLE_WEBSOCKET_FLAG_* joined by `|`; true and false mean the last and a further fragment
     * @return bool  false if nothing was queued: SWOOLE_ERROR_SESSION_NOT_EXIST, SWOOLE_ERROR_WEBSOCKET_UNCONNECTED
     *     before the handshake, SWOOLE_ERROR_WEBSOCKET_PACK_FAILED, SWOOLE_ERROR_DATA_LENGTH_TOO_LARGE or
     *     SWOOLE_ERROR_OUTPUT_BUFFER_OVERFLOW if the peer is too slow
     */
    public function push(
        int $fd,
        \Swoole\WebSocket\Frame|string $data,
        int $opcode = SWOOLE_WEBSOCKET_OPCODE_TEXT,
        int $flags = SWOOLE_WEBSOCKET_FLAG_FIN,
    ): bool {}

    /**
     * Sends a close frame, then closes the connection when the peer has answered.
     *
     * @param int $fd  session id of the connection
     * @param int $code  close code, 1000 to 1014 where RFC 6455 allows it, or 3000 to 4999
     * @param string $reason  UTF-8 text of at most 123 bytes
     * @return bool  false if the code or reason is invalid or there is no such WebSocket connection
     */
    public function disconnect(int $fd, int $code = SWOOLE_WEBSOCKET_CLOSE_NORMAL, string $reason = ''): bool {}

    /**
     * Sends a ping; the peer's pong comes to the message event if `open_websocket_pong_frame` is set.
     *
     * @param int $fd  session id of the connection
     * @param string $data  payload, at most 125 bytes
     * @return bool  false as for push()
     */
    public function ping(int $fd, string $data = ''): bool {}

    /**
     * Whether a connection has finished its WebSocket handshake and is not closing.
     *
     * @param int $fd  session id of the connection
     * @return bool  true if push() can reach it
     */
    public function isEstablished(int $fd): bool {}

    /**
     * The bytes of a frame, as they go over the wire.
     *
     * @param \Swoole\WebSocket\Frame|string $data  payload, or a frame that replaces the other parameters
     * @param int $opcode  one of SWOOLE_WEBSOCKET_OPCODE_*
     * @param int $flags  SWOOLE_WEBSOCKET_FLAG_* joined by `|`; true and false mean the last and a further fragment
     * @return string  empty, with a warning, if the frame is invalid
     */
    public static function pack(
        \Swoole\WebSocket\Frame|string $data,
        int $opcode = SWOOLE_WEBSOCKET_OPCODE_TEXT,
        int $flags = SWOOLE_WEBSOCKET_FLAG_FIN,
    ): string {}

    /**
     * The frame in its bytes, masked or not.
     *
     * @param string $data  bytes that start with a frame
     * @return \Swoole\WebSocket\Frame  false, with SWOOLE_ERROR_PROTOCOL_ERROR, if they hold no complete frame
     */
    public static function unpack(string $data): \Swoole\WebSocket\Frame {}
}
