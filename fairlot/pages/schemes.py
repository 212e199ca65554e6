"""Schemes on a page: all of them in a line each, or one whole."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from costing.money import divided
from costing.schemes.double_pay import Tie
from costing.schemes.funding import Funding
from costing.schemes.occupancy import NEWCOMER, price_factor
from costing.schemes.sharing import Rule
from costing.schemes.voids import borne
from fairlot.output import show, wrapped
from fairlot.pages.rates import pounds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from costing.schemes.double_pay import Compared
    from scenarios.schemes.house import House, Shared
    from scenarios.schemes.houses import Houses

_SHOWN: Final = 20

_TIES: Final = {
    Tie.TIES: "",
    Tie.SHORT: "rota short",
    Tie.SURPLUS: "rota surplus",
}


def overview(houses: Houses) -> None:
    """Print a line for each scheme, those with the dearest empty places first."""
    every = houses.houses
    click.secho(
        f"{len(every)} scheme{'s' if len(every) != 1 else ''} on {houses.day}"
        f"{', people placed by the plan included' if houses.with_plan else ''}",
        bold=True,
    )
    funded = sum((one.funded.by_line for one in every if one.funded), Funding())
    click.echo("A week:")
    for pence, words in (
        (sum(one.cost_pence or 0 for one in every), "background support in all"),
        (sum(_void(one) for one in every), "of it for empty places, by places"),
        (sum(_unfunded(one) for one in every), "of it above all that caps allow"),
        (sum(_drawn(one) for one in every), "paid twice at most, where background"),
    ):
        click.echo(f"  {pounds(pence):>14}  {words}")
    click.echo(f"  {'':>14}  staff give named hours without a shift")
    click.echo(f"  {pounds(funded.gross_pence):>14}  all support of who lives there")
    for pence, words in (
        (funded.health_pence, "of it health's"),
        (funded.council_pence, "of it the council's, before any contribution"),
        (funded.contribution_pence, "client contributions, after the gross cost"),
    ):
        click.echo(f"  {pounds(pence):>14}  {words}")
    order = sorted(every, key=lambda one: (-_void(one), one.scheme))
    names = (*Rule, "void")
    show(
        "table",
        ("scheme", "let", "cost", *names),
        [
            [
                one.scheme,
                _let(one),
                _whole(one.cost_pence),
                *(_most(one.shared.get(rule)) for rule in Rule),
                _whole(_void(one)) if Rule.PLACES in one.shared else "",
            ]
            for one in order[:_SHOWN]
        ],
        title="The largest share that one person would pay a week, by rule",
        numbers=("let", "cost", *names),
    )
    if len(order) > _SHOWN:
        click.echo(
            f"and {len(order) - _SHOWN} more; --scheme shows one whole, --format csv "
            "has all."
        )


def page(house: House) -> None:
    """Print everything that is told of one scheme."""
    where = {"stated": "stated", "rota": "by its rota"}.get(house.cost_from, "")
    cost = "" if house.cost_pence is None else pounds(house.cost_pence)
    said = f"{cost} a week of background support, {where}" if cost else "cost not known"
    heading = (
        f"{house.scheme}, {house.provider or 'no provider yet'}: {said}; "
        f"{_let(house)} places let"
    )
    click.secho(wrapped(heading), bold=True)
    _shares(house)
    _steps(house)
    _voids(house)
    _absences(house)
    _funding(house)
    _double_pay(house)
    for one in house.missing:
        part = one.part.replace("_", " ")
        click.echo(wrapped(f"Not told, {part}: {one.why}.", more=2))
        for cell in one.findings:
            click.echo(wrapped(str(cell), indent=2, more=2))
    for text in house.remarks:
        click.echo(wrapped(text, more=2))
    click.echo()


def _let(house: House) -> str:
    places = "?" if house.places is None else house.places
    return f"{len(house.people)} of {places}"


def _void(house: House) -> int:
    found = house.shared.get(Rule.PLACES)
    return 0 if found is None else found.now.void_pence


def _unfunded(house: House) -> int:
    found = house.shared.get(Rule.CAPPED)
    return 0 if found is None else found.now.unfunded_pence


def _drawn(house: House) -> int:
    return 0 if house.double_pay is None else house.double_pay.drawn.pence


def _most(found: Shared | None) -> str:
    if found is None:
        return "not known"
    return _whole(max(found.now.shares.values(), default=None))


def _whole(pence: int | None) -> str:
    """Write pence in whole pounds, half up."""
    return "" if pence is None else f"{int(divided(pence, 100)):,}"


def _shares(house: House) -> None:
    if not house.shared:
        return
    rules = [rule for rule in Rule if rule in house.shared]
    rows: list[list[object]] = [
        [
            one.person + (" (new)" if one.tenant.is_new else ""),
            *(pounds(house.shared[rule].now.shares[one.person]) for rule in rules),
            pounds(one.tenant.alone_pence),
        ]
        for one in house.people
    ]
    for word, name in (("empty places", "void"), ("unfunded", "unfunded")):
        parts = [
            int(getattr(house.shared[rule].now, f"{name}_pence")) for rule in rules
        ]
        if any(parts):
            rows.append([word, *map(pounds, parts), ""])
    rows.append(["in all", *(pounds(house.cost_pence) for _ in rules), ""])
    show(
        "table",
        ("person", *rules, "alone"),
        rows,
        title="Background support a week, shared by each rule",
        numbers=(*rules, "alone"),
    )
    factor = (
        None if house.places is None else price_factor(house.places, len(house.people))
    )
    if factor is not None and factor > 1:
        click.echo(
            wrapped(
                f"Where those who live there carry the empty places, each pays "
                f"{float(factor):.3f} times the price by places."
            )
        )


def _steps(house: House) -> None:
    rules = [rule for rule in Rule if rule in house.shared and house.people]
    if not rules:
        return
    rows = []
    for rule in rules:
        found = house.shared[rule]
        more = [one for who, one in found.one_more.items() if who != NEWCOMER]
        fewer = [
            pence
            for after in found.one_fewer.values()
            for pence in (after.low_pence, after.high_pence)
        ]
        now = list(found.now.shares.values())
        rows.append([rule, *map(_range, (now, more, fewer))])
    show(
        "table",
        ("rule", "now", "one_more", "one_fewer"),
        rows,
        title="What each pays now, and with one tenant more or fewer at the same cost",
        numbers=("now", "one_more", "one_fewer"),
    )


def _range(pence: Sequence[int]) -> str:
    if not pence:
        return ""
    low, high = pounds(min(pence)), pounds(max(pence))
    return low if low == high else f"{low} to {high}"


def _voids(house: House) -> None:
    found = house.voids
    if found is None:
        return
    runs = [
        list(weeks)
        for _, weeks in groupby(
            found.weeks,
            key=lambda one: (
                one.bearer,
                one.void_pence if (one.end - one.start).days == 7 else -1,
            ),
        )
    ]
    show(
        "table",
        ("weeks", "from", "to", "borne by", "a_week", "in_all"),
        [
            [
                f"{run[0].week} to {run[-1].week}" if len(run) > 1 else run[0].week,
                run[0].start,
                run[-1].end,
                run[0].bearer,
                pounds(run[0].void_pence),
                pounds(sum(week.void_pence for week in run)),
            ]
            for run in runs
        ],
        title=f"Empty since {found.since}, by the rule: {found.rule or 'none stated'}",
        numbers=("a_week", "in_all"),
    )
    if any(one.tenant.is_new for one in house.people):
        click.echo("Told without those whom the plan places.")
    told = ", ".join(
        f"{bearer} {pounds(pence)}" for bearer, pence in borne(found.weeks).items()
    )
    text = f"To {found.until}, exclusive: {told}. Rent is another ledger."
    click.echo(wrapped(text))


def _absences(house: House) -> None:
    if not house.absences:
        return
    show(
        "table",
        ("person", "away", "retainer", "agreed", "paid", "not paid"),
        [
            [
                one.person,
                f"{one.start} to {one.end}",
                one.retainer or "all",
                pounds(sum(week.full_pence for week in one.weeks)),
                pounds(sum(week.paid_pence for week in one.weeks)),
                pounds(sum(week.unpaid_pence for week in one.weeks)),
            ]
            for one in house.absences
        ],
        title="Absences; what is not paid is left with the provider",
        numbers=("agreed", "paid", "not paid"),
    )


def _funding(house: House) -> None:
    found = house.funded
    if found is None:
        return
    told = [(name, one) for name, one in found.people.items()]
    told.append(("by line", found.by_line))
    if found.by_share is not None:
        told.append(("by share", found.by_share))
    names = ("gross", "health", "council", "client", "net")
    has_own = any(one.own_pence for _, one in told)
    show(
        "table",
        ("person", "basis", *names, *(("own",) if has_own else ())),
        [
            [
                name,
                " ".join(found.bases.get(name, ())),
                *map(
                    pounds,
                    (
                        one.gross_pence,
                        one.health_pence,
                        one.council_pence,
                        one.contribution_pence,
                        one.net_council_pence,
                    ),
                ),
                *((pounds(one.own_pence),) if has_own else ()),
            ]
            for name, one in told
        ],
        title="Who pays a week; the client after the gross cost, net is the council's",
        numbers=(*names, "own"),
    )


def _double_pay(house: House) -> None:
    found = house.double_pay
    if found is None:
        return
    rows = list(found.rows)
    show(
        "table",
        ("support", "unit", "bought", "on_rota", "over", "a_week", "that is"),
        [
            [
                row.support,
                row.unit,
                quantity(row.bought),
                quantity(row.on_rota),
                quantity(row.over),
                pounds(row.over_pence),
                _tie(row, names_others=found.names_others),
            ]
            for row in rows
        ],
        title="What all funders buy a week, beside the rota",
        numbers=("bought", "on_rota", "over", "a_week"),
    )
    if found.drawn.hours:
        hours = quantity(found.drawn.hours)
        why = (
            "The rota has no shift for them"
            if found.names_others
            else "This rota holds background shifts only"
        )
        text = (
            f"{hours} h a week of one-to-one or two-to-one may be paid twice: "
            f"{pounds(found.drawn.pence)}. {why}; if the staff on background "
            "that is bought give them, the same hour is paid as background and as "
            "named support."
        )
        click.echo(wrapped(text))
    if found.share is not None:
        text = (
            f"Waking hours on the rota, of those bought of its kinds: "
            f"{float(found.share):.1%}; {found.delivered} 92.5 to 105 %, which is "
            "Maine's tolerance and no English rule."
        )
        click.echo(wrapped(text))


def _tie(row: Compared, *, names_others: bool) -> str:
    if row.tie == Tie.SHORT and not row.on_rota and not names_others:
        return "no shift"
    return _TIES[row.tie]


def quantity(number: Fraction) -> str:
    """Write hours or nights with two decimals, whole ones without."""
    return f"{float(number):,.2f}".removesuffix(".00")
