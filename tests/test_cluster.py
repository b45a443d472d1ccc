"""The same work on dask.distributed, with a scheduler and workers that are processes of their own, over TCP."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from cluster_jobs import Slow
from fix_command import GLOSSARY, run, write
from summitalign.cli.main import program
from summitalign.workspace.run import Done, Engine, map_all

pytest.importorskip("distributed", reason="the extra [dask] is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")

PAGES = 300


@dataclass
class Cluster:
    """A scheduler and workers, started as on the command line."""

    folder: Path
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        code = "import sys; from dask.__main__ import main; sys.argv[0] = 'dask'; sys.exit(main())"
        tests = os.fspath(Path(__file__).parent)
        path = os.pathsep.join([tests, *(part for part in sys.path if part)])
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", code, *arguments],
            env=os.environ | {"PYTHONPATH": path, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def scheduler(self) -> subprocess.Popen[bytes]:
        return self.start(
            "scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard", "--no-jupyter"
        )

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start(
            "worker", self.address, "--nthreads", "1", "--nworkers", "1", "--no-dashboard", "--death-timeout", "60"
        )

    def stop(self) -> None:
        for process in self.processes:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and those that it started, as it leads a session of its own."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def cluster_of_none(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path, free_port())
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def cluster(cluster_of_none: Cluster) -> Cluster:
    cluster_of_none.scheduler()
    cluster_of_none.worker()
    cluster_of_none.worker()
    return cluster_of_none


def later(seconds: float, act: Callable[[], object]) -> threading.Timer:
    timer = threading.Timer(seconds, act)
    timer.start()
    return timer


def told(results: Iterator[Done[int, int]]) -> list[tuple[int, int | None, str]]:
    return [(done.item, done.value, done.problem.message if done.problem else "") for done in results]


EXPECTED = [
    (number, None if number == 13 else number * 2, "is unlucky" if number == 13 else "") for number in range(200)
]


def test_a_cluster_says_the_same_as_one_process(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    for number in range(PAGES):
        write(f"docs/{number:03}.md", f"# {number}\n\n今天{'大熊' if number % 3 == 0 else '小熊'}在树林里。\n")
    Path("docs/077.md").write_bytes(b"\xff\xfe\x00")
    alone = run("docs", "--no-cache", "--jobs", "1", "--format", "jsonl")
    far = run("docs", "--no-cache", "--scheduler", cluster.address, "--format", "jsonl")
    assert (far.output, far.exit_code) == (alone.output, alone.exit_code)
    again = run("docs", "--scheduler", cluster.address, "--format", "jsonl")
    assert again.output == alone.output


def test_every_command_that_reads_many_documents_says_the_same_on_a_cluster(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    for number in range(40):
        write(f"en/{number:02}.md", f"# Page {number}\n\nBear Kit {number}.5 runs `step_{number}`.\n")
        write(f"zh/{number:02}.md", f"# 第{number}页\n\n大熊 {number}.5 运行 `step_{number}`。\n")
    write("zh/13.md", "\0")
    write("pairs.tsv", "".join(f"en/{number:02}.md\tzh/{number:02}.md\n" for number in range(40)))
    for command in (
        ("pair", "en", "zh", "--format", "jsonl"),
        ("align", "--pairs", "pairs.tsv", "--format", "jsonl"),
        ("glossary", "stats", "zh", "--format", "csv"),
        ("detect", "zh", "--no-cache", "--format", "jsonl"),
    ):
        alone = CliRunner().invoke(program, (*command, "--jobs", "1"))
        far = CliRunner().invoke(program, (*command, "--scheduler", cluster.address))
        assert alone.stdout.count("\n") > 2, alone.output
        assert (far.output, far.exit_code) == (alone.output, alone.exit_code)


def test_a_worker_that_is_killed_loses_nothing(cluster: Cluster) -> None:
    later(1.5, lambda: kill(cluster.processes[1]))
    assert told(map_all(range(200), Slow(0.02), Engine(None, True, cluster.address), 4)) == EXPECTED


def test_a_scheduler_that_is_started_again_loses_nothing(cluster: Cluster) -> None:
    results = map_all(range(200), Slow(0.02), Engine(None, True, cluster.address), 4)
    first = [next(results) for _ in range(20)]
    for process in cluster.processes:
        kill(process)
    cluster.scheduler()
    cluster.worker()
    assert told(iter(first)) + told(results) == EXPECTED


def test_a_document_that_kills_its_workers_stops_no_other(cluster: Cluster) -> None:
    done = told(map_all(range(12), Slow(0, deadly=5), Engine(None, True, cluster.address), 4))
    assert [item for item, _, problem in done if problem] == [5]
    assert [value for item, value, _ in done if item != 5] == [number * 2 for number in range(12) if number != 5]


def test_a_scheduler_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    write("docs/a.md", "# A\n")
    monkeypatch.setattr("summitalign.workspace.cluster._FIRST", 1.0)
    done = run("docs", "--scheduler", f"tcp://127.0.0.1:{free_port()}")
    assert done.exit_code == 3
    assert "no scheduler answers" in done.output


def test_the_compose_file_of_the_manual_starts_a_cluster(cluster_of_none: Cluster) -> None:
    manual = (Path(__file__).parents[1] / "docs" / "scale.md").read_text(encoding="utf-8")
    (written,) = re.findall(r"```text\n(services:\n.*?)```", manual, re.DOTALL)
    services = yaml.safe_load(written)["services"]
    scheduler, worker = (services[name]["command"].split() for name in ("scheduler", "worker"))
    assert scheduler[0] == worker[0] == "dask"
    assert "tcp://scheduler:8786" in worker
    port = scheduler.index("8786")
    scheduler[port] = str(cluster_of_none.port)
    cluster_of_none.start(*scheduler[1:], "--host", "127.0.0.1", "--no-dashboard", "--no-jupyter")
    here = [cluster_of_none.address if part == "tcp://scheduler:8786" else part for part in worker[1:]]
    cluster_of_none.start(*here, "--no-dashboard")
    assert told(map_all(range(200), Slow(0), Engine(None, True, cluster_of_none.address), 4)) == EXPECTED


def test_a_cluster_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(map_all(range(200), Slow(0), Engine(2, True), 32)) == EXPECTED
