--TEST--
Swoole\WebSocket\CloseFrame: properties, defaults, string form, parent
--FILE--
<?php
use Swoole\WebSocket\{CloseFrame, Frame};

$frame = new CloseFrame();
var_dump($frame, $frame instanceof Frame);
$frame->code = 4000;
$frame->reason = 'done';
echo bin2hex((string) $frame), "\n";
?>
--EXPECTF--
object(Swoole\WebSocket\CloseFrame)#%d (7) {
  ["fd"]=>
  int(0)
  ["data"]=>
  string(0) ""
  ["opcode"]=>
  int(8)
  ["flags"]=>
  int(1)
  ["finish"]=>
  NULL
  ["code"]=>
  int(1000)
  ["reason"]=>
  string(0) ""
}
bool(true)
88060fa0646f6e65
