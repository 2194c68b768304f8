--TEST--
Interop: two tabs of headless Chromium in the chat example
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\Server;

$server = Server::example('chat.php');
$directory = getenv('INTEROP_SCREENSHOTS') ?: Server::temporaryDirectory();
passthru('node ' . escapeshellarg(__DIR__ . '/chromium.js') . " $server->port " . escapeshellarg($directory) . ' 2>&1');
echo filesize("$directory/chat.png") > 5000 ? 'a picture' : 'no picture', "\n", $server->stop(), "\n";
?>
--EXPECT--
ok the page loads and connects
ok both tabs see who is there
ok each tab sees what the other says
ok markup is shown, not obeyed
ok screenshot
ok the close code and reason arrive, cleanly
ok a closed tab leaves
a picture
exit 0
