--TEST--
Swoole\Event: callbacks and streams are freed after del()
--FILE--
<?php
class Guest
{
    public function __destruct()
    {
        echo "freed\n";
    }
}
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$guest = new Guest();
Swoole\Event::add($one, function () use ($guest) {
});
unset($guest);
Swoole\Event::del($one);
Swoole\Event::wait();
echo "end\n";
?>
--EXPECT--
freed
end
