"""The same work on dask.distributed, with a scheduler and workers that are processes of their own, over TCP."""

import os
import re
import shutil
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from cluster_jobs import Slow
from cluster_processes import Cluster, free_port, kill
from fix_command import GLOSSARY, run, write
from summitalign.cli.main import program
from summitalign.workspace.cluster import _Handing
from summitalign.workspace.run import Done, Engine, map_all

pytest.importorskip("distributed", reason="the extra [dask] is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")

PAGES = 300


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
    write("zh/14.md", "# TensorFlow\n\n学习张量流。TensorFlow 很快。\n")
    write("names.txt", "TensorFlow\n")
    write("pairs.tsv", "".join(f"en/{number:02}.md\tzh/{number:02}.md\n" for number in range(40)))
    # Nothing is kept of pages, so that the second run does not take them from the first.
    monkeypatch.setattr("summitalign.workspace.mining_pages.cache_folder", lambda: None)
    for command in (
        ("pair", "en", "zh", "--format", "jsonl"),
        ("align", "--pairs", "pairs.tsv", "--format", "jsonl"),
        ("glossary", "stats", "zh", "--format", "csv"),
        ("detect", "zh", "--no-cache", "--format", "jsonl"),
        ("glossary", "suggest", "zh", "--names", "names.txt", "--threshold", "0.1", "--format", "jsonl"),
        ("glossary", "suggest", "zh", "--names", "names.txt", "--threshold", "0.1", "--source", "en"),
    ):
        alone = CliRunner().invoke(program, (*command, "--jobs", "1"))
        far = CliRunner().invoke(program, (*command, "--scheduler", cluster.address))
        assert alone.stdout.count("\n") > 2 or "suggest" in command, alone.output
        assert "TensorFlow" in alone.stdout or "suggest" not in command, alone.output
        assert (far.output, far.exit_code) == (alone.output, alone.exit_code)


def test_a_report_from_a_cluster_is_the_same_byte_for_byte(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    for number in range(12):
        write(f"docs/en/{number:02}.md", f"# Page {number}\n\nBear Kit {number}.5 runs `step_{number}`.\n")
        write(f"docs/zh/{number:02}.md", f"# 第{number}页\n\n大熊 {number}.5 运行 `step_{number}`。\n")
    Path("docs/zh/03.md").write_bytes(b"\xff\xfe\x00")
    command = ("report", "docs", "--format", "html", "--format", "json")
    alone = CliRunner().invoke(program, (*command, "-o", "one", "--jobs", "1"))
    far = CliRunner().invoke(program, (*command, "-o", "far", "--scheduler", cluster.address))
    assert (far.output.replace("far/", "one/"), far.exit_code) == (alone.output, alone.exit_code)
    assert "docs/zh/03.md" in far.output
    assert len(list(Path("far/pairs").glob("*.html"))) == 11
    assert contents("far") == contents("one")


def contents(folder: str) -> dict[str, bytes]:
    return {
        os.fspath(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


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


def at_chunk(monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], object]) -> None:
    """Do something to the cluster when the results of a chunk are wanted."""
    taken, first = [0], _Handing._first

    def counted(handing: _Handing) -> list[Done[Any, Any]]:
        taken[0] += 1
        if taken[0] == number:
            act()
        return first(handing)

    monkeypatch.setattr(_Handing, "_first", counted)


def to_be_written() -> dict[str, bytes]:
    """Write documents, and return what is to become of them; the documents are as before."""
    write("glossary.yml", GLOSSARY)
    for number in range(PAGES):
        write(f"docs/{number:03}.md", f"# {number}\n\n今天{'大熊' if number % 3 == 0 else '小熊'}在树林里。\n")
    shutil.copytree("docs", "before")
    assert run("docs", "--write", "--no-cache", "--no-journal", "--jobs", "1").exit_code == 0
    after = contents("docs")
    shutil.rmtree("docs")
    shutil.copytree("before", "docs")
    return after


def test_a_writing_run_whose_worker_is_killed_writes_each_once(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    after = to_be_written()
    at_chunk(monkeypatch, 2, lambda: kill(cluster.processes[1]))
    done = run("docs", "--write", "--scheduler", cluster.address)
    assert done.exit_code == 0, done.output
    assert done.output.count("wrote docs/") == PAGES // 3
    assert contents("docs") == after


def test_a_writing_run_that_loses_its_scheduler_is_completed_by_the_same_command(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    after = to_be_written()
    with monkeypatch.context() as patch:
        patch.setattr("summitalign.workspace.cluster.PATIENCE", 1.0)
        at_chunk(patch, 3, cluster.stop)
        lost = run("docs", "--write", "--scheduler", cluster.address)
    assert lost.exit_code == 3
    assert lost.output.count("no scheduler answers") == 1
    assert "run the same command again when it is back" in lost.output
    found = contents("docs")
    assert all(data in (after[name], Path("before", name).read_bytes()) for name, data in found.items())
    assert 0 < lost.output.count("wrote docs/") < PAGES // 3
    cluster.scheduler()
    cluster.worker()
    rest = run("docs", "--write", "--scheduler", cluster.address)
    assert rest.exit_code == 0, rest.output
    assert contents("docs") == after
    assert lost.output.count("wrote docs/") + rest.output.count("wrote docs/") == PAGES // 3


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


@pytest.mark.parametrize("name", ["scale.md", "scale.zh.md"])
def test_the_commands_of_the_manual_start_a_cluster(
    cluster_of_none: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    write("docs/a.md", "今天大熊在树林里。\n")
    manual = (Path(__file__).parents[1] / "docs" / name).read_text(encoding="utf-8")
    (written,) = re.findall(r"```text\n(dask scheduler .*?)```", manual, re.DOTALL)
    here = written.replace("tcp://10.0.0.1:8786", cluster_of_none.address).replace("10.0.0.1", "127.0.0.1")
    lines = [line.partition("#")[0].split() for line in here.splitlines()]
    scheduler, worker, command = lines
    assert (scheduler[:2], worker[:2], command[0]) == (["dask", "scheduler"], ["dask", "worker"], "summitalign")
    scheduler[scheduler.index("8786")] = str(cluster_of_none.port)
    worker[worker.index("8")] = "2"  # of the eight
    for each in (scheduler, worker):
        cluster_of_none.start(*each[1:], "--no-dashboard")
    done = CliRunner().invoke(program, command[1:])
    assert "docs/a.md:1:3: apply" in done.output, done.output


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


def test_a_large_job_is_handed_over_without_a_word(cluster: Cluster) -> None:
    large = Slow(0, load=b"x" * 20_000_000)  # as with many originals
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        assert told(map_all(range(200), large, Engine(None, True, cluster.address), 32)) == EXPECTED
    assert not [str(each.message) for each in warned if each.category is UserWarning]


def test_a_cluster_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(map_all(range(200), Slow(0), Engine(2, True), 32)) == EXPECTED
