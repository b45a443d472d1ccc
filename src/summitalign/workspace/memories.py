"""Reading translation memories from disk."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from summitalign.errors import InputError, SummitalignError, UsageError
from summitalign.model.memory import TranslationUnit
from summitalign.workspace.read import Input


def units_in(
    memories: Sequence[Input], on_problem: Callable[[SummitalignError], None]
) -> Iterator[tuple[str, TranslationUnit]]:
    """Yield the units of memories with the names of these, bit by bit; one that cannot be read goes to `on_problem`.

    What stands before the fault of a file is yielded.
    """
    from summitalign.report.memories.formats import read_units

    for memory in memories:
        try:
            if memory.data is not None:
                yield from ((memory.name, unit) for unit in read_units(BytesIO(memory.data), memory.name))
                continue
            with Path(memory.name).open("rb") as file:
                yield from ((memory.name, unit) for unit in read_units(file, memory.name))
        except (InputError, UsageError) as error:
            on_problem(error)
        except OSError as error:
            on_problem(InputError(f"cannot be read: {error.strerror or error}", place=memory.name))
