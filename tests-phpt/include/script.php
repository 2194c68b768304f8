<?php

declare(strict_types=1);

namespace SwooleTest;

/** Runs a script in a process of its own and prints its output, its path shortened to script.php, and how it ended. */
function runScript(string $code): void
{
    $process = Server::run("<?php\n" . $code);
    $output = (string) preg_replace('~/\S+/server\.php~', 'script.php', $process->output());
    echo $output, $output === '' || str_ends_with($output, "\n") ? '' : "\n", $process->awaitExit(), "\n";
}
