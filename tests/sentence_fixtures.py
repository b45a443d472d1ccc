"""Our own judged sentences (`fixtures/sentences`), read as the tools and benchmarks read them."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parent / "fixtures" / "sentences"


def tool(name: str) -> ModuleType:
    """Load a module of the folder `tools`."""
    if name in sys.modules:
        return sys.modules[name]
    spec = spec_from_file_location(name, Path(__file__).parents[1] / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module  # its dataclasses look for their module
    spec.loader.exec_module(module)
    return module
