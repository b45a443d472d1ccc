"""Time how long the program takes to start, against the interpreter alone.

Every round runs each command once, so that a machine that slows down slows all of them.
Prints the least and the median of wall-clock milliseconds, and the ratio of the least ones.
"""

import argparse
import platform
import statistics
import subprocess
import sys
import time

PROGRAM = (sys.executable, "-m", "summitalign.cli.main")
PEER = "python -c pass"
COMMANDS = {
    PEER: (sys.executable, "-c", "pass"),
    "python -c 'import click'": (sys.executable, "-c", "import click"),
    "summitalign --version": (*PROGRAM, "--version"),
    "summitalign --help": (*PROGRAM, "--help"),
    "summitalign fix-terms --help": (*PROGRAM, "fix-terms", "--help"),
}


def milliseconds(command: tuple[str, ...]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="runs of each command (20)")
    rounds = parser.parse_args().rounds
    for command in COMMANDS.values():
        milliseconds(command)  # the first run compiles the modules
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            times[name].append(milliseconds(command))
    peer = min(times[PEER])
    print(f"Python {platform.python_version()}, {rounds} rounds")
    print(f"{'command':<30} {'least ms':>9} {'median ms':>10} {'ratio':>7}")
    for name, taken in times.items():
        print(f"{name:<30} {min(taken):>9.0f} {statistics.median(taken):>10.0f} {min(taken) / peer:>7.1f}")


if __name__ == "__main__":
    main()
