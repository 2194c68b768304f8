--TEST--
Swoole\Http\Status: constants, getReasonPhrase(), getReasonPhrases()
--FILE--
<?php
use Swoole\Http\Status;

echo Status::OK, ' ', Status::NOT_FOUND, ' ', Status::INTERNAL_SERVER_ERROR, ' ', Status::SWITCHING_PROTOCOLS, "\n";
echo Status::getReasonPhrase(200), ' ', Status::getReasonPhrase(404), ' ', Status::getReasonPhrase(426), "\n";
var_dump(Status::getReasonPhrase(799), count(Status::getReasonPhrases()) > 50, Status::getReasonPhrases()[101]);
?>
--EXPECT--
200 404 500 101
OK Not Found Upgrade Required
string(7) "Unknown"
bool(true)
string(19) "Switching Protocols"
