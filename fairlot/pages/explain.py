"""What is read about one referral: who offered, who won, what would change it."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import click

from costing.money import amount
from fairlot.output import show
from scenarios.disk.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocation.explanation import Explanation, OfferState
    from allocation.flip import Flip
    from fairlot.output import Format
    from scenarios.outcome import Outcome

COLUMNS: Final = (
    "referral",
    "provider",
    "scheme",
    "state",
    "rank",
    "points",
    "quality",
    "price_points",
    "choice",
    "fit",
    "price_gbp_per_week",
    "evaluated_gbp_per_week",
    "would_lose",
    "refused_by",
    "why",
)
_MERIT: Final = ("rank", "points", "£ a week")
_PARTS: Final = ("quality", "price", "choice", "fit")


def page(outcome: Outcome, explanation: Explanation, output: Format) -> None:
    """Show an explanation in the form that was asked for.

    Parameters
    ----------
    outcome : Outcome
    explanation : Explanation
    output : {"table", "csv", "json"}
    """
    if output != "table":
        rows = [_row(explanation.referral, offer) for offer in explanation.offers]
        answer = {**record(explanation), "notes": list(outcome.notes)}
        show(output, COLUMNS, rows, answer=answer)
        return
    names = dict(
        outcome.market.providers[["provider", "name"]].itertuples(
            index=False, name=None
        )
    )
    for text in sentences(explanation, names):
        click.echo(text)
    able = [offer for offer in explanation.offers if offer.state != "refused"]
    if able:
        show(
            "table",
            ("provider", "scheme", *_MERIT, "if chosen, the plan has"),
            [_merit(offer) for offer in able],
            title="Offers that no rule refuses",
            numbers=_MERIT,
        )
        show(
            "table",
            ("provider", "scheme", *_PARTS),
            [_parts(offer) for offer in able],
            title="What their points are made of",
            numbers=_PARTS,
        )
    held = [offer for offer in able if offer.why]
    if held:
        better = "Why not a better one" if explanation.chosen else "What stands between"
        show("table", ("offer", "why"), [[o.name, o.why] for o in held], title=better)
    refused = [offer for offer in explanation.offers if offer.state == "refused"]
    if refused:
        show(
            "table",
            ("offer", "why"),
            [[offer.name, offer.why] for offer in refused],
            title="Offers that a rule refuses",
        )
    if explanation.silent:
        every = sorted(outcome.market.providers["provider"].tolist())
        silent = spans(every, set(explanation.silent))
        click.echo(f"No offer from {len(explanation.silent)} providers: {silent}.")


def sentences(explanation: Explanation, names: dict[str, str]) -> Iterator[str]:
    """Say the answer first: with whom and why, and what would change it.

    Parameters
    ----------
    explanation : Explanation
    names : dict of str to str
        Of providers, by id; empty where there is none.

    Yields
    ------
    str
    """
    who = f"{explanation.referral}, lot {explanation.lot}:"
    own = explanation.chosen
    if own is None:
        yield f"{who} not placed. {explanation.reason}"
        yield f"What would change that: {explanation.remedy}"
    else:
        able = sum(offer.state != "refused" for offer in explanation.offers)
        yield (
            f"{who} placed with {_named(own, names)}, rank {own.rank} of {able}, "
            f"{own.points:.2f} points, £{_pounds(own.price_pence)} a week."
        )
    if explanation.note:
        yield f"Other plans: {explanation.note}."
    elif own is not None:
        yield from _of_runner_up(explanation, names)


def _of_runner_up(explanation: Explanation, names: dict[str, str]) -> Iterator[str]:
    other = explanation.runner_up
    if other is None:
        yield "There is no runner-up: no other offer could be taken."
        return
    lost = other.would_lose
    what = "would be as good" if lost.startswith("nothing") else f"would have {lost}"
    yield (
        f"The runner-up is {_named(other, names)}, rank {other.rank}, "
        f"{other.points:.2f} points, £{_pounds(other.price_pence)} a week: with it "
        f"the plan {what}."
    )
    yield _of_price(other, explanation.price)
    yield _of_quality(other, explanation.quality)


_UNKNOWN: Final = "was not worked out: there is no one best plan, or no time was left."


def _of_price(other: OfferState, flip: Flip | None) -> str:
    if flip is None:
        return f"The price at which it would win {_UNKNOWN}"
    if flip.wins is None:
        return "No lower price would make the plan choose it."
    asked = other.price_pence - flip.wins
    text = (
        f"£{_pounds(flip.wins)} a week less, £{_pounds(asked)}, and the plan would "
        "choose it."
    )
    if flip.level is not None and flip.level < flip.wins:
        text += f" {_level(f'£{_pounds(flip.level)} less', flip.level)}"
    return text


def _of_quality(other: OfferState, flip: Flip | None) -> str:
    if flip is None:
        return f"The quality at which it would win {_UNKNOWN}"
    if flip.wins is None:
        return "No higher mark for quality would."
    marks = flip.wins / 10
    text = (
        f"So would {plain(marks)} marks more for quality, "
        f"{plain(other.quality + marks)} out of 100."
    )
    if flip.level is not None and flip.level < flip.wins:
        text += f" {_level(f'{plain(flip.level / 10)} marks more', flip.level)}"
    return text


def _level(by: str, size: int) -> str:
    level = f"With {by} it draws level" if size else "It is level now"
    return f"{level}, and the tie-break decides."


def _named(offer: OfferState, names: dict[str, str]) -> str:
    name = names.get(offer.provider, "")
    return f"{offer.name} ({name})" if name else offer.name


def spans(every: Sequence[str], some: set[str]) -> str:
    """Write some of a sorted list, those that follow each other as one: ``a to c``."""
    parts = []
    for is_in, group in groupby(every, key=lambda one: one in some):
        run = list(group)
        if is_in:
            parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else run
    return ", ".join(parts)


def _merit(offer: OfferState) -> list[object]:
    is_chosen = offer.state == "chosen"
    return [
        offer.provider,
        offer.scheme,
        offer.rank,
        f"{offer.points:.2f}",
        _pounds(offer.price_pence),
        "it is chosen" if is_chosen else offer.would_lose,
    ]


def _parts(offer: OfferState) -> list[object]:
    return [
        offer.provider,
        offer.scheme,
        plain(offer.quality),
        f"{offer.price_points:.2f}",
        plain(offer.choice),
        plain(offer.fit),
    ]


def _pounds(pence: int) -> str:
    whole, _, rest = amount(pence).partition(".")
    return f"{int(whole):,}.{rest}"


def _row(referral: str, offer: OfferState) -> list[object]:
    is_refused = offer.state == "refused"
    return [
        referral,
        offer.provider,
        offer.scheme,
        offer.state,
        "" if is_refused else offer.rank,
        "" if is_refused else f"{offer.points:.2f}",
        plain(offer.quality),
        "" if is_refused else f"{offer.price_points:.2f}",
        plain(offer.choice),
        plain(offer.fit),
        amount(offer.price_pence),
        amount(offer.evaluated_pence),
        offer.would_lose,
        ";".join(offer.refused_by),
        offer.why,
    ]


def no_plan(outcome: Outcome, referral: str) -> dict[str, Any]:
    """Give what JSON says of a person where there is no plan to explain."""
    return {
        "referral": referral,
        "status": str(outcome.allocation.status),
        "clash": list(outcome.allocation.clash),
        "notes": list(outcome.notes),
    }


def record(explanation: Explanation) -> dict[str, Any]:
    """Give an explanation as a record for JSON."""
    other = explanation.runner_up
    price, quality = explanation.price, explanation.quality
    return {
        "referral": explanation.referral,
        "lot": explanation.lot,
        "placed": explanation.chosen is not None,
        "reason": explanation.reason,
        "remedy": explanation.remedy,
        "note": explanation.note,
        "offers": [_offer_record(offer) for offer in explanation.offers],
        "no_offer_from": list(explanation.silent),
        "runner_up": None
        if other is None
        else {
            "provider": other.provider,
            "scheme": other.scheme,
            "would_lose": other.would_lose,
            "price_cut_gbp_per_week": _size(price, 100, "wins"),
            "price_cut_to_draw_level_gbp_per_week": _size(price, 100, "level"),
            "more_marks_of_quality": _size(quality, 10, "wins"),
            "more_marks_to_draw_level": _size(quality, 10, "level"),
        },
    }


def _size(flip: Flip | None, scale: int, name: str) -> float | None:
    size = None if flip is None else getattr(flip, name)
    return None if size is None else size / scale


def _offer_record(offer: OfferState) -> dict[str, Any]:
    def told(number: float) -> float | None:
        return None if math.isnan(number) else float(number)

    return {
        "provider": offer.provider,
        "scheme": offer.scheme,
        "state": offer.state,
        "rank": int(offer.rank) or None,
        "points": told(offer.points),
        "quality": told(offer.quality),
        "price_points": told(offer.price_points),
        "choice": told(offer.choice),
        "fit": told(offer.fit),
        "price_gbp_per_week": int(offer.price_pence) / 100,
        "evaluated_gbp_per_week": int(offer.evaluated_pence) / 100,
        "would_lose": offer.would_lose,
        "refused_by": list(offer.refused_by),
        "why": offer.why,
    }
