--TEST--
Waiting inside an autoloader: a second coroutine that needs the same class waits for it, too
--FILE--
<?php
use Swoole\Coroutine;

spl_autoload_register(function (string $class) {
    echo "loading $class\n";
    Coroutine::sleep(['Wanted' => 0.01, 'Other' => 0.02, 'Absent' => 0.03][$class]);
    if ($class !== 'Absent') {
        eval("class $class { public string \$name = '$class'; }");
    }
    echo "loaded $class\n";
});
Coroutine\run(function () {
    foreach (['Wanted', 'Wanted', 'Other'] as $number => $class) {
        go(function () use ($number, $class) {
            $name = (new $class())->name;
            $GLOBALS['names'][$number] = $name;
        });
    }
    go(function () {
        var_dump(class_exists('Absent'));
    });
    go(function () {
        var_dump(class_exists('Absent'));
    });
});
ksort($names);
echo implode(' ', $names), "\n";
?>
--EXPECT--
loading Wanted
loading Other
loading Absent
loaded Wanted
loaded Other
loaded Absent
bool(false)
bool(false)
Wanted Wanted Other
