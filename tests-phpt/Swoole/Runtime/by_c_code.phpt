--TEST--
Hooked streams used by C code as mysqlnd does: opened by php_stream_xport_create(), with a read timeout, read and written
--EXTENSIONS--
ffi
--INI--
ffi.enable=1
--FILE--
<?php
use Swoole\Coroutine;

$php = FFI::cdef('
    typedef struct { long seconds; long micros; } time;
    void *_php_stream_xport_create(const char *name, size_t length, int options, int flags, const char *persistent, time *timeout, void *context, void **error, int *code);
    long _php_stream_read(void *stream, char *buffer, size_t count);
    long _php_stream_write(void *stream, const char *data, size_t count);
    int _php_stream_set_option(void *stream, int option, int value, void *parameter);
    int _php_stream_free(void *stream, int options);
');
Coroutine\run(function () use ($php) {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $address = 'tcp://' . stream_socket_get_name($server, false);
    $queries = [];
    go(function () use ($server, &$queries) {
        for ($i = 0; $i < 3; $i++) {
            $connections[] = stream_socket_accept($server, 10);
        }
        foreach ($connections as $connection) {
            $queries[] = fgets($connection);
        }
        foreach ($connections as $i => $connection) {
            fwrite($connection, "answer to $queries[$i]");
        }
        foreach ($connections as $connection) {
            var_dump(fgets($connection));
        }
    });
    for ($i = 0; $i < 3; $i++) {
        $ids[] = go(function () use ($php, $address, $i) {
            [$report_errors, $client_connect, $read_timeout, $close] = [8, 2, 4, 3];
            $time = $php->new('time');
            $code = $php->new('int');
            $time->seconds = 10;
            $stream = $php->_php_stream_xport_create($address, strlen($address), $report_errors, $client_connect, null, FFI::addr($time), null, null, FFI::addr($code));
            $php->_php_stream_set_option($stream, $read_timeout, 0, FFI::addr($time));
            $query = "query $i\n";
            $php->_php_stream_write($stream, $query, strlen($query));
            $buffer = $php->new('char[100]');
            echo FFI::string($buffer, $php->_php_stream_read($stream, $buffer, 100));
            $time->seconds = 0;
            $time->micros = 10000;
            $php->_php_stream_set_option($stream, $read_timeout, 0, FFI::addr($time));
            var_dump($php->_php_stream_read($stream, $buffer, 100));
            $php->_php_stream_free($stream, $close);
        });
    }
    Coroutine::join($ids);
});
?>
--EXPECT--
answer to query 0
answer to query 1
answer to query 2
int(0)
int(0)
int(0)
bool(false)
bool(false)
bool(false)
