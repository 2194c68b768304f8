--TEST--
swoole_get_local_ip() and swoole_get_local_mac(): addresses of interfaces, without loopback
--FILE--
<?php
foreach ([swoole_get_local_ip(), swoole_get_local_ip(10)] as $version => $addresses) {
    foreach ($addresses as $interface => $address) {
        $flag = [FILTER_FLAG_IPV4, FILTER_FLAG_IPV6][$version];
        if (!filter_var($address, FILTER_VALIDATE_IP, $flag) || !is_dir("/sys/class/net/$interface") || $interface === 'lo') {
            echo "$interface: $address\n";
        }
    }
}
foreach (swoole_get_local_mac() as $interface => $address) {
    if (strtolower($address) !== trim(file_get_contents("/sys/class/net/$interface/address"))) {
        echo "$interface: $address\n";
    }
}
var_dump(swoole_get_local_ip(99));
try {
    swoole_get_local_ip('x');
} catch (TypeError $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECT--
array(0) {
}
swoole_get_local_ip(): Argument #1 ($family) must be of type int, string given
