--TEST--
Swoole\Http\Status: subclasses extend the phrases or have their own
--FILE--
<?php
use Swoole\Http\Status;

class Extended extends Status
{
    public static function extend(): void
    {
        static::$reasonPhrases[299] = 'Mine';
        static::$reasonPhrases[200] = 'Fine';
    }
}

class Own extends Status
{
    protected static $reasonPhrases = [1 => 'one', 2 => null, 3 => [], 4 => ''];
}

class Wrong extends Status
{
    protected static $reasonPhrases = 7;
}

Extended::extend();
echo Extended::getReasonPhrase(299), ' ', Status::getReasonPhrase(200), ' ', count(Status::getReasonPhrases()), "\n";
echo Own::getReasonPhrase(1), ' ', Own::getReasonPhrase(200), ' ', Own::getReasonPhrase(2), ' ', count(Own::getReasonPhrases()), "\n";
var_dump(Own::getReasonPhrase(4));
foreach ([fn() => Own::getReasonPhrase(3), fn() => Wrong::getReasonPhrases()] as $call) {
    try {
        $call();
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
}
echo Wrong::getReasonPhrase(1), "\n";
?>
--EXPECT--
Mine Fine 62
one Unknown Unknown 4
string(0) ""
Swoole\Http\Status::getReasonPhrase(): Return value must be of type string
Swoole\Http\Status::getReasonPhrases(): Return value must be of type array
Unknown
