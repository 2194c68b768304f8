--TEST--
swoole_substr_unserialize(): a fatal error in the code of a class ends the script as usual
--FILE--
<?php
class Fatal
{
    public function __wakeup()
    {
        trigger_error('the end', E_USER_ERROR);
    }
}

register_shutdown_function(function () {
    echo "shutdown\n";
});
swoole_substr_unserialize('xx' . serialize([new Fatal()]), 2);
echo "not reached\n";
?>
--EXPECTF--
Fatal error: the end in %s on line %d
shutdown
