--TEST--
README.md and docs/: every block of PHP runs, as a script or as the setup of a server, and says nothing unexpected
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$root = dirname(__DIR__, 2);
$count = 0;
foreach (["$root/README.md", ...glob("$root/docs/*.md")] as $file) {
    preg_match_all('/^```php\n(.*?)^```$/ms', file_get_contents($file), $blocks);
    foreach ($blocks[1] as $block) {
        $count++;
        // Scripts listen where the test wants them; they print what they like.
        $script = str_starts_with($block, '<?php');
        if ($script && !str_contains($block, '9501')) {
            ob_start();
            SwooleTest\runScript(substr($block, strlen('<?php')));
            $output = ob_get_clean();
            if (!str_ends_with($output, "exit 0\n") || preg_match('/^(Warning|Deprecated|Notice|Fatal)/m', $output)) {
                echo basename($file), ": $block--- says:\n$output";
            }
            continue;
        }
        $server = $script
            ? Server::script(preg_replace('/\b9501\b/', '(int) $argv[1]', $block, 1))
            : Server::webSocket($block);
        // Whatever the block makes of the message: the answer is a message, or a good close.
        WebSocketClient::compressing($server->port)->ask('hello');
        $end = $server->stop();
        $said = $script ? '' : preg_replace('/^connection \d+ was closed by .*\n/m', '', $server->output());
        if ($end !== 'exit 0' || $said !== '' || preg_match('/^(Warning|Deprecated|Notice|Fatal)/m', $server->output())) {
            echo basename($file), ": $end\n$block--- says:\n", $server->output(), "\n";
        }
    }
}
echo $count >= 10 ? 'all of them' : "only $count blocks found", "\n";
?>
--EXPECT--
all of them
