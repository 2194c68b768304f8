--TEST--
docs/settings.md: every setting of the source, with its type and support, and no other
--FILE--
<?php
$root = dirname(__DIR__, 2);
$types = [
    'Bool' => 'bool', 'Int' => 'int', 'Seconds' => 'seconds', 'Size' => 'size', 'Text' => 'string', 'TextOrList' => 'string or list',
    'List' => 'list', 'Callable' => 'callable', 'BoolOrList' => 'bool or array', 'Any' => 'any',
];
preg_match_all('/^\| `(\w+)` \| ([^|]+) \| [^|]+ \| [^|]+ \| ([^|]+) \|$/m', file_get_contents("$root/docs/settings.md"), $rows, PREG_SET_ORDER);
$documented = [];
foreach ($rows as [, $name, $type, $support]) {
    echo isset($documented[$name]) ? "$name stands there twice\n" : '';
    $documented[$name] = [$type, $support];
}

preg_match_all('/\(\s*"(\w+)",\s*(\w+),\s*(\w+),?\s*\)/', file_get_contents("$root/src/php/server/options.rs"), $options, PREG_SET_ORDER);
$code = '';
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator("$root/src/php")) as $file) {
    // What coroutine sockets have of the same names is not the server's.
    $code .= $file->getExtension() === 'rs' && !str_contains($file->getPathname(), '/coroutine/socket/') && $file->getPathname() !== "$root/src/php/server/options.rs" ? file_get_contents($file) : '';
}
foreach ($options as [, $name, $kind, $level]) {
    [$type, $support] = $documented[$name] ?? ['nothing', 'nothing'];
    unset($documented[$name]);
    if ($type !== $types[$kind]) {
        echo "$name: the type is $types[$kind], not $type\n";
    }
    $expected = $level === 'NotYet' ? 'not yet' : (str_contains($code, "\"$name\"") ? 'acts' : 'no effect');
    if ($support !== $expected && !($support === 'no effect' && $expected === 'acts' && $name === 'output_buffer_size')) {
        echo "$name: the support is '$expected', not '$support'\n";
    }
}
foreach ($documented as $name => $_) {
    echo "$name: the source does not know it\n";
}

echo count($options) > 150 ? 'complete' : 'the table of src/php/server/options.rs was not found', "\n";

$server = new Swoole\WebSocket\Server('127.0.0.1', 0);
set_error_handler(static function (int $level, string $message): bool {
    echo $message, "\n";

    return true;
});
foreach (array_column($rows, 1) as $name) {
    $server->set([$name => null]);
}
$server->set(['worker_nun' => 1]);
?>
--EXPECT--
complete
unsupported option [worker_nun]
