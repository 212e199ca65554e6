"""A fuzzer of the formula language and the document reader, run by hand for as long
as one likes: ``python -m tests.fuzz --minutes 10``. A document may load or be refused
with findings; anything else, or more than some seconds, is a fault and is shown.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

import costing
from costing.document.reading import read_model
from costing.engine.evaluation import evaluate
from costing.engine.examples import run_examples
from costing.errors import CareError
from costing.law import load_law
from tests.kit.documents import with_formula

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from costing.document.parts import Model

MOST_SECONDS: Final = 5.0
"""Of the processor's time, so that other work on the machine is no fault of ours."""

DAYS: Final = (date(2026, 11, 1), date(2020, 4, 1), date(1900, 1, 1), date(9999, 1, 1))
HERE: Final = Path(__file__).parent

WORDS: Final = """
    pay hours weekly share nought price law band law.national_living_wage
    band.loading contract.hours contract.share law.no_such band.no law._x __class__
    pay.__class__ import lambda eval( exec( open("x") choose( min( max( abs( round(
    floor( ceil( group("Pay") group('') group(pay) ( ) ((( ))) [ ] { } , : ; . .. = ==
    != < <= > >= <> + - * / ** // % @ & | ^ ~ not and or if else for in is None True
    False 0 1 2 -1 0.1 1e308 1e-308 1e999 9e99 0x10 0b1 1_000 1j 00 007 .5 5. nan inf
    99999999999999999999999999 1**1**1 2**999999 "text" 'text' #comment é π x:=1 *pay
    **pay pay! $pay `pay` pay?
"""
TOKENS: Final = (
    *WORDS.split(),
    *("\\", "\n", "\t", "\x00", "\u202e", "\u0661", "\uff50\uff41\uff59"),
)
HOSTILE: Final = (
    "(" * 10_000 + "1" + ")" * 10_000,
    "-" * 50_000 + "1",
    "not " * 20_000 + "1",
    "+".join(["pay"] * 20_000),
    "**".join(["2"] * 2_000),
    "9" * 5_000,
    "1e" + "9" * 400,
    "pay" * 100_000,
    "choose(1 < 2, " * 3_000 + "1, 2" + ")" * 3_000,
    "min(" + ",".join(["pay"] * 30_000) + ")",
    "pay ** 1e300",
    "(pay ** 99999) ** 99999",
    "pay.__class__.__mro__[1].__subclasses__()",
    "().__class__.__bases__",
    "[x for x in (1).__class__.__mro__]",
    "f'{pay}'",
    "\ufeffpay",
    "pay\x00",
    "",
    " ",
    "\n" * 100_000 + "pay",
)
ODD: Final = (
    "nan", "inf", "-inf", "1e400", "true", '""', '"x"', "[]", "{}", "[[]]", "-0.0",
    "9" * 400, "2026-01-01", "24:00:00", '"' + "a" * 5_000 + '"', '"__class__"',
    "{ a = 1 }", "[ { a = 1 } ]", '"pay pay"', "'''\n'''", "0xff", "1_0", "0.1e-400",
)  # fmt: skip


class TimeoutFault(BaseException):
    """It took too long: no CareError, so nothing swallows it."""


def formula(drawn: random.Random) -> str:
    """Give a formula: hostile by hand, soup of tokens, or nearly a sound one."""
    kind = drawn.random()
    if kind < 0.01:
        return drawn.choice(HOSTILE)
    if kind < 0.45:
        return " ".join(drawn.choices(TOKENS, k=drawn.randint(1, 14)))
    text = _sound(drawn, drawn.randint(0, 6))
    return text if kind < 0.75 else mutated(drawn, text)


def _sound(drawn: random.Random, depth: int) -> str:
    if depth == 0 or drawn.random() < 0.15:
        pure = "share nought 0 1 2.5 0.1 3e3 1e300 band.loading contract.share"
        other = "pay hours weekly law.national_living_wage contract.hours"
        return drawn.choice(pure.split() if drawn.random() < 0.97 else other.split())
    one, two = _sound(drawn, depth - 1), _sound(drawn, depth - 1)
    sign = drawn.choice("+-*/")
    test = f"{one} {drawn.choice(['<', '<=', '>', '==', '!='])} {two}"
    return drawn.choice(
        (
            f"({one} {sign} {two})",
            f"{one} {sign} {two}",
            f"choose({test}, {one}, {two})",
            f"choose(not ({test}) and {test} or {test}, {two}, {one})",
            f"{drawn.choice(['min', 'max'])}({one}, {two})",
            f"{drawn.choice(['abs', 'round', 'floor', 'ceil'])}({one})",
            f"({one}) ** {drawn.choice(['2', '-1', '0.5', '300', '-300', two])}",
            f"-{one}",
        )
    )


def mutated(drawn: random.Random, text: str) -> str:
    """Damage a text in a few places: characters, lines, values, pieces of itself."""
    for _ in range(drawn.randint(1, 4)):
        at = drawn.randrange(len(text) + 1)
        lines = text.split("\n")
        row = drawn.randrange(len(lines))
        match drawn.randrange(8):
            case 0:
                text = text[:at] + drawn.choice(TOKENS) + text[at:]
            case 1:
                text = text[:at] + text[at + drawn.randint(1, 30) :]
            case 2:
                text = text[:at] + chr(drawn.randrange(0x250)) + text[at + 1 :]
            case 3:
                text = "\n".join([*lines[:row], *lines[row + 1 :]])
            case 4:
                text = "\n".join([*lines[:row], lines[row], *lines[row:]])
            case 5 if "=" in lines[row]:
                lines[row] = f"{lines[row].split('=')[0]}= {drawn.choice(ODD)}"
                text = "\n".join(lines)
            case 6 if "=" in lines[row]:
                lines[row] = f"{lines[row].split('=')[0]}= '''{formula(drawn)}'''"
                text = "\n".join(lines)
            case _:
                start = drawn.randrange(len(text) + 1)
                text = text[:at] + text[start : start + 200] + text[at:]
    return text


def documents(drawn: random.Random) -> Iterator[str]:
    """Give documents without end: half of one formula, half whole ones, damaged."""
    folder = Path(costing.__file__).parent / "models"
    paths = [*sorted(folder.glob("*.toml")), HERE / "costing/documents/contract.toml"]
    texts = [path.read_text("utf-8") for path in paths]
    while True:
        if drawn.random() < 0.5:
            text = formula(drawn)
            over = 'over = "contract"' if "contract." in text else ""
            unit = drawn.choice(("1", "1", "1", "GBP/h", "h", "x", "GBP**9", "h/h/h"))
            yield with_formula(text, unit=unit, more=over)
        else:
            yield mutated(drawn, drawn.choice(texts))


def tried(text: str) -> str:
    """Read a document, check it, work it out; tell how far it came."""
    try:
        model: Model = read_model.__wrapped__(text, "fuzz.toml")
    except CareError as error:
        str(error)
        return "refused"
    try:
        law = load_law(model.law) if model.law else None
        run_examples(model, law)
    except CareError as error:
        str(error)
        law = None
    for day in DAYS:
        try:
            evaluate(model, law.on(day) if law else None, {})
        except CareError as error:
            str(error)
    return "loaded"


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutFault


def main() -> int:
    """Fuzz for the minutes asked for; 1 where there was a fault."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=1.0)
    asked.add_argument("--seed", type=int, default=20261122)
    options = asked.parse_args()
    signal.signal(signal.SIGPROF, _too_long)
    drawn = random.Random(options.seed)
    counts: Counter[str] = Counter()
    slowest, end = 0.0, time.monotonic() + 60 * options.minutes
    for text in documents(drawn):
        started = time.monotonic()
        if started > end:
            break
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
        worked = time.process_time()
        try:
            counts[tried(text)] += 1
        except (Exception, TimeoutFault) as fault:
            counts["faults"] += 1
            signal.setitimer(signal.ITIMER_PROF, 0)
            click.echo(f"--- {type(fault).__name__}: {fault}\n{text[:2000]}\n")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.process_time() - worked)
    told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    slow = f"the slowest took {slowest:.2f} s of processor"
    click.echo(f"{counts.total()} documents: {told}; {slow}.")
    return 1 if counts["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
