"""Uplift: what a change in law does to a price, with pay as law or policy moves it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.document.addends import addends
from costing.document.order import needed
from costing.engine.evaluation import evaluate
from costing.engine.pay import Differential, below, kept, pay_on, raised
from costing.engine.unit_pence import unit_pence
from costing.money import round_to
from costing.uplifts.calendar import with_calendar_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from costing.document.parts import Component, Model
    from costing.engine.arithmetic import Array
    from costing.engine.evaluation import Evaluation
    from costing.law import LawOnDay

SHARE_STEP: Final = 0.000001
"""Shares are kept to six decimals, so that what is printed can be followed by hand."""


@dataclass(frozen=True, slots=True)
class Uplift:
    """What the change of law between two days does to a component's unit price.

    Parameters
    ----------
    component : Component
    band : str
    pay_from, pay_to : float64[set] or None
        The first input that is pay and that the price reads, on either day; None where
        the price reads none.
    raised : bool[set]
        Where pay was told below the legal minimum of the first day: it is taken at it.
    price_from, price_to : int64[set]
        Whole pence.
    price_by_law : int64[set]
        That of the second day with the calendar of the first: what differs from
        ``price_to`` is that a year has more or fewer bank holidays, which is no law.
    price_at_old_pay : int64[set]
        The same with the pay of the first day, which may be below the new minimum: a
        step between the two, that parts pay from other law.
    pay_share : float64[set] or None
        Share of the price on the first day that stands in lines of the role "pay"; None
        where the document marks no line of it.
    wage_growth : float64[set] or None
        Of that input's legal minimum, as a share.
    hours : float64[set] or None
        Hours of one unit; None where the document does not say.
    law_from, law_to : tuple of str
        The dated parameters that were read on either day.
    pay_after : mapping of input to float64[set]
        All that is pay, or on top of pay, on the second day: to be carried on.
    """

    component: Component
    band: str
    pay_from: Array | None
    pay_to: Array | None
    raised: NDArray[np.bool_]
    price_from: NDArray[np.int64]
    price_to: NDArray[np.int64]
    price_by_law: NDArray[np.int64]
    price_at_old_pay: NDArray[np.int64]
    pay_share: Array | None
    wage_growth: Array | None
    hours: Array | None
    law_from: tuple[str, ...]
    law_to: tuple[str, ...]
    pay_after: Mapping[str, Array] = field(default_factory=dict)


def uplift(
    model: Model,
    law_from: LawOnDay | None,
    law_to: LawOnDay | None,
    component: str,
    sets: Sequence[Mapping[str, float]],
    *,
    differential: Differential = Differential.ERODE,
    band: str = "",
    labels: Sequence[str] = (),
) -> Uplift:
    """Work out what a change in law does to a price, for many sets of inputs.

    Pay on the first day is what the set gives, or the document's default on that day,
    and no less than the legal minimum. On the second day it is

    - ``erode``: ``pay + max(0, new minimum - pay)``; pay on top of it shrinks by what
      it rose, down to nothing above the minimum;
    - ``keep``: ``pay + max(0, new minimum - old minimum)``; pay on top of it stays.

    Everything else that reads law is read anew.

    Parameters
    ----------
    model : Model
    law_from, law_to : LawOnDay or None
        Of the same folder; None for a model that reads no law.
    component : str
        A name of the model's components.
    sets : sequence of mapping of input to float
        At least one.
    differential : Differential
    band : str
        The model's default band if "".
    labels : sequence of str, optional
        What to call the sets in errors.

    Returns
    -------
    Uplift

    Raises
    ------
    CareError
        What :func:`costing.engine.evaluation.evaluate` raises.
    """
    part = model.components[component]
    name = band or model.default_band
    one_band = model.in_band(name)
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, one in enumerate(sets):
        groups.setdefault(tuple(sorted(one)), []).append(index)
    found = []
    order: list[int] = []
    for names, members in groups.items():
        given = {key: np.array([sets[i][key] for i in members]) for key in names}
        called = [labels[i] for i in members] if labels else []
        work = _Work(one_band, part, given, len(members), called)
        found.append(work.uplift(law_from, law_to, differential))
        order += members
    return _together(found, np.argsort(np.array(order), kind="stable"))


@dataclass(frozen=True, slots=True)
class _Work:
    """One component worked out for sets that give the same inputs."""

    model: Model
    part: Component
    given: Mapping[str, Array]
    count: int
    labels: Sequence[str]

    def uplift(
        self,
        law_from: LawOnDay | None,
        law_to: LawOnDay | None,
        differential: Differential,
    ) -> Uplift:
        told = pay_on(self.model, law_from, self.given, self.count, self.labels)
        later = pay_on(self.model, law_to, self.given, self.count, self.labels)
        first = raised(self.model, told.values, told.floors)
        if differential is Differential.KEEP:
            second = kept(first, told.floors, later.floors)
        else:
            second = raised(self.model, first, later.floors)
        before = self._evaluate(law_from, first)
        same_calendar = with_calendar_of(law_from, law_to)
        between = self._evaluate(same_calendar, first)
        by_law = self._evaluate(same_calendar, second)
        after = self._evaluate(law_to, second)
        pay = self._first_pay()
        return Uplift(
            component=self.part,
            band=self.model.default_band,
            pay_from=first[pay] if pay else None,
            pay_to=second[pay] if pay else None,
            raised=below(told, self.count),
            price_from=self._pence(before),
            price_to=self._pence(after),
            price_by_law=self._pence(by_law),
            price_at_old_pay=self._pence(between),
            pay_share=self._pay_share(before),
            wage_growth=_growth(told.floors[pay], later.floors[pay]) if pay else None,
            hours=self._hours(before),
            law_from=tuple(dict.fromkeys((*told.law, *before.law))),
            law_to=tuple(dict.fromkeys((*later.law, *between.law, *after.law))),
            pay_after=second,
        )

    def _first_pay(self) -> str:
        read = needed(self.model.reads, (self.part.line,))
        paid = (n for n, one in self.model.inputs.items() if one.pay_floor is not None)
        return next((name for name in paid if name in read), "")

    def _evaluate(self, law: LawOnDay | None, pay: Mapping[str, Array]) -> Evaluation:
        lines = {self.part.line, self.part.hours, *self._addends} & set(
            self.model.lines
        )
        inputs = {**self.given, **pay}
        return evaluate(
            self.model, law, inputs, tuple(sorted(lines)), variants=self.labels
        )

    @property
    def _addends(self) -> Mapping[str, float]:
        return addends(self.model, self.part.line)

    def _pence(self, found: Evaluation) -> NDArray[np.int64]:
        values = self._spread(found.value[self.part.line][:, 0])
        return unit_pence(self.model, self.part, self.part.line, values, self.labels)

    def _spread(self, values: Array) -> Array:
        return np.broadcast_to(values, (self.count,))

    def _pay_share(self, found: Evaluation) -> Array | None:
        price = self._spread(found.value[self.part.line][:, 0])
        if self.model.lines[self.part.line].role == "pay":
            return np.ones(self.count)
        paid = [
            times * self._spread(found.value[name][:, 0])
            for name, times in self._addends.items()
            if name in self.model.lines and self.model.lines[name].role == "pay"
        ]
        if not paid or (price == 0).any():
            return None
        return round_to(np.sum(paid, axis=0) / price, SHARE_STEP)

    def _hours(self, found: Evaluation) -> Array | None:
        if self.part.unit == "h":
            return np.ones(self.count)
        if not self.part.hours:
            return None
        line = found.value.get(self.part.hours)
        hours = found.inputs[self.part.hours] if line is None else line[:, 0]
        return self._spread(hours)


def _growth(before: Array, after: Array) -> Array | None:
    """Give growth as a share; None where there was no minimum."""
    if (before == 0).any():
        return None
    return round_to(after / before - 1, SHARE_STEP)


def _together(found: Sequence[Uplift], place: NDArray[np.intp]) -> Uplift:
    """Put the groups' sets together, in the order in which they were asked for."""

    def joined(values: Sequence[Array | None]) -> Array | None:
        known = [one for one in values if one is not None]
        return np.concatenate(known)[place] if len(known) == len(values) else None

    first = found[0]
    return replace(
        first,
        pay_from=joined([one.pay_from for one in found]),
        pay_to=joined([one.pay_to for one in found]),
        raised=np.concatenate([one.raised for one in found])[place],
        price_from=np.concatenate([one.price_from for one in found])[place],
        price_to=np.concatenate([one.price_to for one in found])[place],
        price_by_law=np.concatenate([one.price_by_law for one in found])[place],
        price_at_old_pay=np.concatenate([one.price_at_old_pay for one in found])[place],
        pay_share=joined([one.pay_share for one in found]),
        wage_growth=joined([one.wage_growth for one in found]),
        hours=joined([one.hours for one in found]),
        law_from=tuple(dict.fromkeys(n for one in found for n in one.law_from)),
        law_to=tuple(dict.fromkeys(n for one in found for n in one.law_to)),
        pay_after={
            name: np.concatenate([one.pay_after[name] for one in found])[place]
            for name in first.pay_after
        },
    )
