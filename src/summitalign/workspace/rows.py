"""Frozen values as JSON rows, and back: how results are kept between runs without trusting what a file says."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

Value = TypeVar("Value")

_PLAIN = (str, int, float, bool)


def to_row(value: object) -> Any:
    """Turn a value made of dataclasses, tuples, enums and plain ones into lists and plain values."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [to_row(item) for item in value]
    if value is None or isinstance(value, _PLAIN):
        return value
    if is_dataclass(value):
        kind: Any = type(value)
        return [to_row(getattr(value, name)) for name in _names(kind)]
    raise TypeError(f"{type(value).__name__} cannot be kept")


def from_row(kind: type[Value], row: object) -> Value:
    """Make the value of a type that `to_row` has turned into a row; raises ValueError for any other row."""
    hint: Any = kind
    try:
        return typing.cast("Value", _reader(hint)(row))
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ValueError(f"is no row of {kind.__name__}") from error


@lru_cache(maxsize=256)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


@lru_cache(maxsize=1024)
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return the function that reads rows of one type, so that its hints are looked at once."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _tuple_reader(inner)
    if origin in (typing.Union, types.UnionType):
        (some,) = (_reader(part) for part in inner if part is not type(None))
        return lambda row: None if row is None else some(row)
    if is_dataclass(kind):
        return _value_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _plain_reader(kind)


def _tuple_reader(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    readers = [_reader(part) for part in inner if part is not Ellipsis]
    if Ellipsis in inner:
        (one,) = readers
        return lambda row: tuple([one(item) for item in _listed(row)])
    return lambda row: tuple([read(item) for read, item in zip(readers, _listed(row), strict=True)])


def _value_reader(kind: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    readers = [_reader(hints[name]) for name in _names(kind)]
    return lambda row: kind(*[read(item) for read, item in zip(readers, _listed(row), strict=True)])


def _plain_reader(kind: Any) -> Callable[[Any], Any]:
    # A whole number is a float as well: JSON does not tell them apart.
    allowed = (int, float) if kind is float else kind

    def read(row: Any) -> Any:
        if not isinstance(row, allowed):
            raise TypeError(type(row).__name__)
        return row

    return read


def _listed(row: Any) -> list[Any]:
    if not isinstance(row, list):
        raise TypeError(type(row).__name__)
    return row
