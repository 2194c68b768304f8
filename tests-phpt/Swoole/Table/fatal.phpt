--TEST--
Swoole\Table: a table that is not constructed, not created or too large is a fatal error
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$table = 'use Swoole\Table; class Unconstructed extends Table { public function __construct() {} } $table = new Table(64); ';
foreach ([
    '$table->get("a");',
    '$table->rewind();',
    '$table->destroy();',
    '$table->create(); $table->create();',
    '$table->create(); $table->destroy(); $table->get("a");',
    '(new Unconstructed())->create();',
    '(new Unconstructed())->column("a", 1);',
    '$table = new Table(PHP_INT_MAX); $table->column("s", 3, 1 << 30); $table->create();',
] as $code) {
    SwooleTest\runScript("$table$code echo 'not reached';");
}
?>
--EXPECTF--
%AFatal error: Swoole\Table::get(): table is not created or has been destroyed in script.php on line 2
exit 255
%AFatal error: Swoole\Table::rewind(): table is not created or has been destroyed in script.php on line 2
exit 255
%AFatal error: Swoole\Table::destroy(): table is not created or has been destroyed in script.php on line 2
exit 255
%AFatal error: Swoole\Table::create(): the table has been created already in script.php on line 2
exit 255
%AFatal error: Uncaught Swoole\Error: must call constructor first%Aexit 255
%AFatal error: Uncaught Swoole\Error: must call constructor first%Aexit 255
%AFatal error: Uncaught Swoole\Error: must call constructor first%Aexit 255
%AFatal error: Swoole\Table::create(): unable to allocate memory in script.php on line 2
exit 255
