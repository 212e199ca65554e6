"""A memory gives a result again where all that was read is the same, and only there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from pydantic import BaseModel

from costing.memory import Memory, same

if TYPE_CHECKING:
    from collections.abc import Mapping


class Rules(BaseModel):
    day: int
    weight: int = 1

    def doubled(self) -> int:
        return 2 * self.weight


@dataclass(frozen=True, slots=True)
class Record:
    tables: Mapping[str, pd.DataFrame]
    rules: Rules

    def table(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    @property
    def first(self) -> int:
        return int(self.tables["a"]["x"].iloc[0])


def record(a: int = 1, b: int = 2, **rules: int) -> Record:
    tables = {"a": pd.DataFrame({"x": [a]}), "b": pd.DataFrame({"x": [b]})}
    return Record(tables, Rules(**{"day": 3, **rules}))


def first_of_a(of: Record) -> list[int]:
    return of.tables["a"]["x"].tolist()


def test_the_same_content_gives_the_very_same_result():
    memory = Memory()
    assert memory.of(first_of_a, record()) is memory.of(first_of_a, record())


def test_a_table_that_is_not_read_does_not_count():
    memory = Memory()
    assert memory.of(first_of_a, record(b=2)) is memory.of(first_of_a, record(b=9))


def test_a_table_that_is_read_counts():
    memory = Memory()
    assert memory.of(first_of_a, record(a=1)) == [1]
    assert memory.of(first_of_a, record(a=7)) == [7]


@pytest.mark.parametrize(
    "function",
    [
        lambda of: of.table("a")["x"].iloc[0],
        lambda of: of.first,
        lambda of: sum(int(table["x"].iloc[0]) for table in of.tables.values()),
        lambda of: {**of.tables}["a"]["x"].iloc[0],
    ],
    ids=["method", "property", "values", "unpacked"],
)
def test_what_is_read_by_the_way_counts_too(function):
    memory = Memory()
    before, after = record(a=1, b=0), record(a=7, b=0)
    assert memory.of(function, before) == 1
    assert memory.of(function, after) == 7


def test_a_key_that_was_missing_and_is_there_now_counts():
    memory = Memory()
    with_c = record()
    with_c = replace(with_c, tables={**with_c.tables, "c": with_c.tables["a"]})
    assert memory.of(lambda of: "c" in of.tables, record()) is False

    def has_c(of: Record) -> bool:
        return of.tables.get("c") is not None

    assert memory.of(has_c, record()) is False
    assert memory.of(has_c, with_c) is True


def test_how_many_keys_there_are_counts():
    memory = Memory()

    def size(of: Record) -> int:
        return len(of.tables)

    assert memory.of(size, record()) == 2
    assert memory.of(size, replace(record(), tables={})) == 0


def test_only_the_settings_that_are_read_count():
    memory = Memory()

    def day(of: Record) -> list[int]:
        return [of.rules.day]

    first = memory.of(day, record(day=3, weight=1))
    assert memory.of(day, record(day=3, weight=2)) is first
    assert memory.of(day, record(day=4, weight=1)) == [4]


def test_a_method_of_settings_reads_all_of_them():
    memory = Memory()

    def doubled(of: Record) -> int:
        return of.rules.doubled()

    assert memory.of(doubled, record(weight=1)) == 2
    assert memory.of(doubled, record(weight=5)) == 10


def test_other_arguments_count_whole():
    memory = Memory()

    def scaled(of: Record, by: np.ndarray) -> float:
        return float(of.first * by.sum())

    assert memory.of(scaled, record(), np.array([1, 2])) == 3
    assert memory.of(scaled, record(), np.array([1, 3])) == 4


def test_an_error_is_not_remembered():
    memory = Memory()
    tries = []

    def fails_once(of: Record) -> int:
        tries.append(of.first)
        if len(tries) == 1:
            raise ValueError
        return of.first

    with pytest.raises(ValueError):  # noqa: PT011 - it is the test's own
        memory.of(fails_once, record())
    assert memory.of(fails_once, record()) == 1


def test_settings_are_not_compared_whole_while_they_are_noted():
    def compares(of: Record) -> bool:
        return of.rules == Rules(day=3)

    with pytest.raises(TypeError, match="read by its parts, and not compared whole"):
        Memory().of(compares, record())


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (1, 1, True),
        (1, 1.0, False),
        ((1, "a"), (1, "a"), True),
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        (np.array([1]), np.array([1]), True),
        (np.array([1]), np.array([1.0]), False),
        (pd.DataFrame({"x": [np.nan]}), pd.DataFrame({"x": [np.nan]}), True),
        (pd.DataFrame({"x": [1]}), pd.DataFrame({"x": [1.0]}), False),
        (pd.DataFrame({"x": [1]}), pd.DataFrame({"x": [1]}, index=[5]), False),
        (record(a=1), record(a=1), True),
        (record(a=1), record(a=2), False),
        ([1], [1], False),
    ],
)
def test_same(one, other, is_same):
    assert same(one, other) is is_same
