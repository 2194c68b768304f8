"""Runs the Autobahn cases (through kosoku) against the echo servers and the client, and compares with what is expected.

    python run.py --extension PATH/libswoole.so [--report DIRECTORY] [--case GLOB ...] [--subject NAME ...]

The expected verdicts stand in expected.txt, one case a line: its id, its behaviour, its behaviour on closing. They are
the same for all.
The exit code is 0 when every case gave exactly that. The last line is a summary: "conformance: N passed, N failed".
"""

import argparse
import asyncio
import pathlib
import socket
import subprocess
import sys
import time

from kosoku import FailureError, run_fuzzingclient, run_fuzzingserver
from kosoku._report import write_reports

HERE = pathlib.Path(__file__).parent
# Each case has timers of a second or more; two at a time leave them enough on two cores.
PARALLEL = 2
# Name, script and arguments of each server.
SERVERS = {
    "server": ["server.php", "SWOOLE_BASE"],
    "process-server": ["server.php", "SWOOLE_PROCESS"],
    "coroutine-server": ["coroutine_server.php"],
}
# What is examined, in this order.
SUBJECTS = [*SERVERS, "client"]
# How long the client may take for all cases, in seconds. Only one that hangs takes that long.
CLIENT_PATIENCE = 1200


def expected_verdicts():
    lines = (HERE / "expected.txt").read_text().splitlines()
    return {case: (behaviour, close) for case, behaviour, close in (line.split("\t") for line in lines)}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(php, extension, script, *rest):
    port = free_port()
    command = [php, "-n", "-d", f"extension={extension}", str(HERE / script), str(port), *rest]
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    deadline = time.monotonic() + 15
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server, port
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                server.kill()
                sys.exit("the server under test does not start")
            time.sleep(0.01)


def run_cases(port, cases, parallel):
    try:
        return asyncio.run(run_fuzzingclient(f"ws://127.0.0.1:{port}", cases, None, concurrency=parallel))
    except FailureError as failure:
        return failure.results


def verdicts(results):
    return {result.case_id: (result.behavior.value, result.behavior_close.value) for result in results}


def run_client(php, extension, cases, parallel):
    """Has the client go through the cases of a fuzzing server; returns their results, and how the client ended."""

    async def serve():
        async with run_fuzzingserver(cases, host="127.0.0.1", port=0) as server:
            command = [php, "-n", "-d", f"extension={extension}", str(HERE / "client.php"), str(server.port), str(parallel)]
            client = await asyncio.create_subprocess_exec(*command, stdin=subprocess.DEVNULL)
            try:
                ended = await asyncio.wait_for(client.wait(), CLIENT_PATIENCE)
            except TimeoutError:
                client.kill()
                ended = "killed"
            if ended != 0:
                return [], ended
            try:
                return await server.get_result(), ended
            except FailureError as failure:
                return failure.results, ended

    return asyncio.run(serve())


def judge(name, arguments, run, is_alive):
    """Runs the cases by `run(cases, parallel)` and tells what differs; returns how many passed and how many did not."""
    results = {result.case_id: result for result in run(arguments.case, PARALLEL)}
    expected = expected_verdicts()
    if arguments.case:
        expected = {case: expected[case] for case in results if case in expected}

    def different():
        actual = verdicts(results.values())
        return [case for case in sorted(expected.keys() | actual.keys(), key=case_key) if expected.get(case) != actual.get(case)]

    again = [case for case in different() if case in results]
    if 0 < len(again) <= 20 and is_alive():
        # On a loaded machine a case can miss a timer of the suite. A real fault fails alone, too.
        print(f"{name}: run again, one by one: {' '.join(again)}")
        results.update((result.case_id, result) for result in run(again, 1))

    if arguments.report:
        ordered = sorted(results.values(), key=lambda result: result.case_index)
        write_reports(ordered, pathlib.Path(arguments.report) / name)
    failed = different()
    for case in failed:
        result = results.get(case)
        got = "not run" if result is None else f"{result.behavior.value}, {result.behavior_close.value}: {result.result} {result.result_close}"
        wanted = ", ".join(expected[case]) if case in expected else "nothing: not in expected.txt"
        print(f"{name}: case {case}: expected {wanted}; got {got}")
    passed = len(expected) - len(failed)
    print(f"{name}: {passed} of {len(expected)}")
    return passed, len(failed)


def examine_server(name, arguments):
    """Runs the cases against one server; returns how many passed, and how many faults there were."""
    server, port = start_server(arguments.php, arguments.extension, *SERVERS[name])

    def is_alive():
        return server.poll() is None

    try:
        passed, failed = judge(name, arguments, lambda cases, parallel: run_cases(port, cases, parallel), is_alive)
    finally:
        alive = is_alive()
        server.terminate()
        try:
            ended = server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            ended = "killed"
    if not alive:
        print(f"{name}: the server died during the run")
    elif ended != 0:
        print(f"{name}: the server ended with {ended}")
    return passed, failed + (0 if alive and ended == 0 else 1)


def examine_client(name, arguments):
    """The same for the client."""
    bad_ends = []

    def run(cases, parallel):
        results, ended = run_client(arguments.php, arguments.extension, cases, parallel)
        if ended != 0:
            print(f"{name}: the client ended with {ended}")
            bad_ends.append(ended)
        return results

    passed, failed = judge(name, arguments, run, lambda: not bad_ends)
    return passed, failed + len(bad_ends)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extension", required=True)
    parser.add_argument("--php", default="php")
    parser.add_argument("--report", help="where Autobahn's HTML reports go, one folder for each subject")
    parser.add_argument("--case", action="append", help="run only these cases, e.g. 9.*")
    parser.add_argument("--subject", action="append", choices=SUBJECTS, help="examine only this one")
    arguments = parser.parse_args()

    counts = [
        (examine_server if name in SERVERS else examine_client)(name, arguments)
        for name in arguments.subject or SUBJECTS
    ]
    passed, faults = (sum(column) for column in zip(*counts))
    print(f"conformance: {passed} passed, {faults} failed")
    sys.exit(1 if faults else 0)


def case_key(case):
    return [int(part) for part in case.split(".")]


if __name__ == "__main__":
    main()
