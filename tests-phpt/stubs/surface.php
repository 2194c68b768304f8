<?php

declare(strict_types=1);

namespace SwooleTest\Stubs;

use ReflectionClass;
use ReflectionClassConstant;
use ReflectionExtension;
use ReflectionFunction;
use ReflectionFunctionAbstract;
use ReflectionMethod;
use ReflectionParameter;
use ReflectionProperty;

/**
 * Describes by reflection what the extension declares.
 *
 * @return array<string, string> symbol => declaration, as in PHP source
 */
function extension(): array
{
    $extension = new ReflectionExtension('swoole');
    $declared = array_merge(get_declared_classes(), get_declared_interfaces());
    $ours = fn (string $class): bool => (new ReflectionClass($class))->getExtensionName() === 'swoole';

    return surface(array_filter($declared, $ours), array_keys($extension->getFunctions()), $extension->getConstants());
}

/**
 * Describes by reflection what the stubs declare; only in a PHP without the extension.
 *
 * @return array<string, string> as extension()
 */
function stubs(string $folder): array
{
    spl_autoload_register(function (string $class) use ($folder): void {
        require_once $folder . '/' . strtr($class, '\\', '/') . '.php';
    });
    $before = get_declared_classes();
    $own = get_defined_functions()['user'];
    $files = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($folder, \FilesystemIterator::SKIP_DOTS));
    require_once $folder . '/constants.php'; // Defaults of parameters name them.
    foreach ($files as $file) {
        require_once (string) $file;
    }

    return surface(
        array_diff(get_declared_classes(), $before),
        array_diff(get_defined_functions()['user'], $own),
        get_defined_constants(true)['user'],
    );
}

/**
 * @param array<string> $classes
 * @param array<string> $functions
 * @param array<string, mixed> $constants
 * @return array<string, string>
 */
function surface(array $classes, array $functions, array $constants): array
{
    $surface = [];
    foreach ($constants as $name => $value) {
        $surface["const $name"] = var_export($value, true);
    }
    foreach ($functions as $name) {
        $function = new ReflectionFunction($name);
        $surface['function ' . strtolower($name)] = signature($function);
    }
    foreach ($classes as $name) {
        $class = new ReflectionClass($name);
        if (strcasecmp($class->getName(), $name) !== 0) {
            $surface['alias ' . strtolower($name)] = $class->getName();
            continue;
        }
        $surface += describeClass($class);
    }
    ksort($surface);

    return $surface;
}

/** @return array<string, string> the class and its own members */
function describeClass(ReflectionClass $class): array
{
    $name = $class->getName();
    $own = fn (ReflectionClassConstant|ReflectionProperty|ReflectionMethod $member): bool => $member->class === $name;
    $interfaces = $class->getInterfaceNames();
    sort($interfaces);
    $surface["class $name"] = implode(' ', [
        ...\Reflection::getModifierNames($class->getModifiers()),
        'class extends', $class->getParentClass() ? $class->getParentClass()->getName() : 'nothing',
        'implements', implode(', ', $interfaces),
    ]);
    foreach (array_filter($class->getReflectionConstants(), $own) as $constant) {
        $surface["$name::{$constant->name}"] = modifiers($constant) . var_export($constant->getValue(), true);
    }
    $defaults = $class->getDefaultProperties();
    foreach (array_filter($class->getProperties(), $own) as $property) {
        $default = array_key_exists($property->name, $defaults) ? var_export($defaults[$property->name], true) : 'none';
        $surface["$name::\${$property->name}"] = modifiers($property) . $property->getType() . " = $default";
    }
    foreach (array_filter($class->getMethods(), $own) as $method) {
        $surface["$name::{$method->name}()"] = modifiers($method) . signature($method);
    }

    return $surface;
}

function modifiers(ReflectionClassConstant|ReflectionProperty|ReflectionMethod $member): string
{
    return implode(' ', \Reflection::getModifierNames($member->getModifiers())) . ' ';
}

function signature(ReflectionFunctionAbstract $function): string
{
    $parameters = array_map(parameter(...), $function->getParameters());
    $return = $function->hasReturnType() ? $function->getReturnType() : 'nothing declared';

    return "{$function->name}(" . implode(', ', $parameters) . "): $return, {$function->getNumberOfRequiredParameters()} required";
}

function parameter(ReflectionParameter $parameter): string
{
    $default = $parameter->isDefaultValueAvailable() ? [$parameter->getDefaultValue()] : [];
    if ((string) $parameter->getType() === 'float') {
        $default = array_map(floatval(...), $default); // PHP does so when it compiles a stub, `$timeout = 0` in one.
    }

    return $parameter->getType() . ' '
        . ($parameter->isPassedByReference() ? '&' : '')
        . ($parameter->isVariadic() ? '...' : '')
        . '$' . $parameter->getName()
        . ($default ? ' = ' . var_export($default[0], true) : '');
}

// Run by itself, it prints what the stubs in the given folder declare.
if (get_included_files()[0] === __FILE__) {
    echo json_encode(stubs($argv[1]), JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
}
