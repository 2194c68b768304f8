--TEST--
AF_INET, SOCKET_EAGAIN and their like exist without PHP's sockets extension, and once with it, whichever comes first
--FILE--
<?php
$constants = ['AF_INET' => 2, 'SOCK_STREAM' => 1, 'SOL_SOCKET' => 1, 'SOCKET_EAGAIN' => 11, 'SOCKET_ECANCELED' => 125, 'TCP_INFO' => 11];
foreach ($constants as $name => $value) {
    echo constant($name) === $value ? '' : "$name is something else\n";
}
// PHP warns at its start if a constant is made twice.
$extension = getenv('SWOOLE_EXTENSION');
foreach ([['sockets', $extension], [$extension, 'sockets']] as [$first, $second]) {
    $command = [PHP_BINARY, '-n', '-d', "extension=$first", '-d', "extension=$second", '-d', 'display_errors=1', '-r', 'echo AF_INET, TCP_INFO, "\n";'];
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes);
    echo stream_get_contents($pipes[1]);
    proc_close($process);
}
?>
--EXPECT--
211
211
