"""The pages hang together: links lead somewhere, each page and word stands once."""

import re
import shlex
from pathlib import Path

import click
import pytest

from fairlot.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

if not DOCS.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)

PAGES = [*sorted(DOCS.glob("*.md")), ROOT / "README.md"]


def anchors(page):
    """The headings of a page as links name them."""
    if page.suffix != ".md":
        return set()
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^a-z0-9_ -]", "", heading.lower()).replace(" ", "-")
        for heading in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8"))
    for file, anchor in links:
        target = page.parent / file if file else page
        assert target.exists(), file
        assert not anchor or anchor in anchors(target), f"{file}#{anchor}"


def test_the_readme_lists_every_page_once():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[[^]]+\]\(docs/([^)]+)\)", text, re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in DOCS.iterdir())


def test_every_page_says_first_what_it_is_for():
    for page in DOCS.glob("*.md"):
        title, *rest = page.read_text(encoding="utf-8").split("\n\n")
        assert title.startswith("# "), page.name
        first = next(part for part in rest if not part.startswith("<!--"))
        assert not first.startswith(("#", "|", "```")), page.name


def test_every_term_is_defined_once():
    text = (DOCS / "terms.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
    terms = [
        term for row in rows if row not in ("term", "---") for term in row.split(", ")
    ]
    assert len(terms) > 80
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def typed(page):
    """What a page says to type after ``fairlot``, without what it says of it."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh)?\n(.*?)```", text, re.DOTALL)
    rows = [row for block in blocks for row in block.splitlines()]
    rows = [row.removeprefix("fairlot ") for row in rows if row.startswith("fairlot ")]
    return [re.split(r"\s{2,}|\s[#>]", row)[0] for row in rows]


def understood(words):
    """Read a command as the command line does, and go no further."""
    group, rest = cli, shlex.split(words)
    while True:
        name, command, rest = group.resolve_command(click.Context(group), rest)
        if not isinstance(command, click.Group):
            command.make_context(name, rest)
            return
        group = command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_is_understood(page):
    for words in typed(page):
        understood(words)


def test_the_pages_say_what_to_type():
    assert sum(len(typed(page)) for page in PAGES) > 50


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_a_help_text_is_understood(name):
    text = cli.get_command(click.Context(cli), name).help
    for words in re.findall(r"^ *fairlot ([a-z]+ .+)$", text, re.MULTILINE):
        understood(re.split(r"\s>", words)[0])
