<?php

namespace Swoole\Http;

/**
 * An HTTP request. A property is null when the request has nothing of its kind.
 *
 * @notSerializable
 */
class Request
{
    /** @var int  Session id of the connection, for push() and send(). */
    public $fd = 0;

    /** @var int  Stream of an HTTP/2 request; 0 in HTTP/1. */
    public $streamId = 0;

    /** @var array|null  Header fields under their names in lower case. */
    public $header;

    /**
     * @var array|null  request_method, request_uri, path_info, query_string, request_time, request_time_float,
     *     server_protocol, server_port, remote_port, remote_addr, master_time.
     */
    public $server;

    /** @var array|null  Cookies, unless `http_parse_cookie` is off. */
    public $cookie;

    /** @var array|null  Parameters of the query string, as PHP makes $_GET. */
    public $get;

    /** @var array|null  Uploaded files, as PHP makes $_FILES, unless `http_parse_files` is off. */
    public $files;

    /**
     * @var array|null  Parameters of an urlencoded or multipart body, as PHP makes $_POST, unless `http_parse_post` is
     *     off.
     */
    public $post;

    /** @var array|null  Paths of the uploaded files; they are deleted with the request. */
    public $tmpfiles;

    /**
     * The body as it was received.
     *
     * @return string|false  an empty string if there is none; false if the request was not received by a server
     */
    public function getContent(): string|false {}

    /**
     * The older name of getContent().
     *
     * @alias Swoole\Http\Request::getContent
     */
    public function rawContent(): string|false {}

    /**
     * The whole request as it was received, header and body.
     *
     * @return string|false  false if the request was not received by a server
     */
    public function getData(): string|false {}

    /**
     * A request to feed with parse(), without a server.
     *
     * Options: parse_cookie, parse_body, parse_files (bool, each true), enable_compression (bool), compression_level
     * (int), websocket_compression (bool), upload_tmp_dir (string).
     *
     * @param array $options  option name => value
     * @return \Swoole\Http\Request  an empty request
     */
    public static function create(array $options = []): \Swoole\Http\Request {}

    /**
     * Parses the next bytes of a request that create() made; properties fill as far as the bytes go.
     *
     * @param string $data  bytes that follow those of the last call
     * @return int|false  number of bytes used; false if they are no HTTP request, or if the request is complete
     *     already
     */
    public function parse(string $data): int|false {}

    /**
     * Whether the request has been received to its end.
     *
     * @return bool  false while parse() needs more
     */
    public function isCompleted(): bool {}

    /**
     * The method.
     *
     * @return string|false  in upper case; false if there is none yet
     */
    public function getMethod(): string|false {}
}
