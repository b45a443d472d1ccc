"""Documents in object stores: `s3://`, `gs://`, `abfs://` and whatever else fsspec reaches."""

import re
from collections.abc import Iterator
from typing import Any

from summitalign.errors import InputError, UsageError, WriteError

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")
_CHANGED = "changed in the store since it was read, and was left alone"
_S3 = frozenset(("s3", "s3a"))


def is_remote(name: str) -> bool:
    """Say whether a name is an address in a store, and no path."""
    return _ADDRESS.match(name) is not None


def exists(address: str) -> bool:
    """Say whether there is anything at an address; raises UsageError where its store cannot be reached."""
    return _asked("exists", address)


def is_folder(address: str) -> bool:
    """Say whether objects lie below an address; raises UsageError where its store cannot be reached."""
    return _asked("isdir", address)


def _asked(question: str, address: str) -> bool:
    store, path = _store(address)
    try:
        return bool(getattr(store, question)(path))
    except Exception as error:  # each store has errors of its own
        raise UsageError(f"cannot be reached: {_said(error)}", place=address) from error


def documents_below(address: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    """Yield the addresses of the documents at or below one, in the order of their names, hidden ones left out."""
    store, path = _store(address)
    if store.isfile(path):
        yield address
        return
    scheme = _ADDRESS.match(address)
    begin = scheme[0] if scheme else ""
    depth = len(path.strip("/").split("/"))
    for found in sorted(store.find(path)):
        parts = found.strip("/").split("/")
        if found.lower().endswith(suffixes) and not any(part.startswith(".") for part in parts[depth:]):
            yield begin + found.lstrip("/")


def read_remote(address: str, most: int) -> bytes:
    """Return what stands at an address; raises InputError where that is nothing, or more than `most` bytes."""
    store, path = _store(address)
    try:
        # Asked for with one byte too many: the size costs a request of its own.
        data = bytes(store.cat_file(path, start=0, end=most + 1))
    except FileNotFoundError as error:
        raise InputError("cannot be read: there is no such object", place=address) from error
    except Exception as error:  # each store has errors of its own
        raise InputError(f"cannot be read: {_said(error)}", place=address) from error
    if len(data) > most:
        raise InputError(f"is larger than {most // 1024 // 1024} MiB", place=address)
    return data


def replace_remote(address: str, data: bytes, expected: bytes) -> None:
    """Put other bytes in the place of those that are expected; raises WriteError, the object untouched.

    S3 is told to refuse where the object has changed since it was compared; other stores are compared right before
    the writing. A store shows an object as a whole, so no reader meets a half.
    """
    store, path = _store(address)
    try:
        store.invalidate_cache()
        info = store.info(path)
        if bytes(store.cat_file(path)) != expected:
            raise WriteError(_CHANGED, place=address, hint="run it again")
        store.pipe_file(path, data, **_conditions(store, info))
    except WriteError:
        raise
    except FileNotFoundError as error:
        raise WriteError("is no longer there", place=address) from error
    except Exception as error:  # each store has errors of its own
        if "PreconditionFailed" in repr(error) or "PreconditionFailed" in repr(error.__cause__):
            raise WriteError(_CHANGED, place=address, hint="run it again") from error
        raise WriteError(f"cannot be written: {_said(error)}", place=address) from error


def _conditions(store: Any, info: dict[str, Any]) -> dict[str, str]:
    protocols = {store.protocol} if isinstance(store.protocol, str) else set(store.protocol)
    if protocols.isdisjoint(_S3):
        return {}
    conditions = {"IfMatch": info.get("ETag"), "ContentType": info.get("ContentType")}
    return {key: value for key, value in conditions.items() if value}


def _store(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        hint = "pip install 'summitalign[remote]', and what your store needs, such as s3fs"
        raise UsageError("documents in a store need the package fsspec", place=address, hint=hint) from error
    try:
        store, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(f"its store cannot be used: {_said(error)}", place=address) from error
    return store, str(path)


def _said(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
