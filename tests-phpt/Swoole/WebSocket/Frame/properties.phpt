--TEST--
Swoole\WebSocket\Frame: properties, defaults, string form
--FILE--
<?php
use Swoole\WebSocket\Frame;

$frame = new Frame();
var_dump($frame);
$frame->data = 'abc';
$frame->fd = 7;
$frame->finish = false;
echo bin2hex((string) $frame), "\n";
$copy = clone $frame;
$copy->data = 'other';
echo "$frame->data $copy->data $copy->fd\n";
echo json_encode($frame), "\n";
var_dump($frame instanceof Stringable, get_parent_class($frame));

class ChatFrame extends Frame
{
    public string $room = 'lobby';
}
$own = new ChatFrame();
$own->data = 'own';
echo bin2hex((string) $own), " $own->room\n";
?>
--EXPECTF--
object(Swoole\WebSocket\Frame)#%d (5) {
  ["fd"]=>
  int(0)
  ["data"]=>
  string(0) ""
  ["opcode"]=>
  int(1)
  ["flags"]=>
  int(1)
  ["finish"]=>
  NULL
}
0103616263
abc other 7
{"fd":7,"data":"abc","opcode":1,"flags":1,"finish":false}
bool(true)
bool(false)
81036f776e lobby
