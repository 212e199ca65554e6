"""Text of a user is shown in Markdown as it is, and does nothing."""

import html
import re

import pytest
from markdown_it import MarkdownIt

from fairlot.markdown import prose, table

STRANGE = [
    "a | b",
    "back\\slash \\| pipe",
    "`code` ``more``",
    "<script>alert(1)</script>",
    "<!-- comment",
    "[a](https://example.org) ![b](x)",
    "https://example.org www.example.org a@example.org",
    "**bold** _italic_ ~~gone~~ snake_case __dunder__",
    "# heading",
    "- list",
    "1. list",
    "> quote",
    "&lt; &#124; &amp;",
    "two\nlines\r\nand\ttabs",
    "$math$ :smile: {{ template }}",
    "=== --- ***",
]


def shown(markdown):
    """What a reader sees of a paragraph or a table, without its tags."""
    page = MarkdownIt("commonmark").enable("table").render(markdown)
    return page, html.unescape(re.sub("<[^>]+>", "", page)).strip()


@pytest.mark.parametrize("text", STRANGE)
def test_in_a_cell_it_is_one_cell(text):
    page, seen = shown("\n".join(table(["heading"], [[text]])))
    assert seen.split("\n")[-1] or not text
    assert " ".join(seen.split()) == " ".join(f"heading {text}".split()).replace(
        "@", "@\u200b"
    ).replace("#", "#\u200b")
    assert set(re.findall(r"</?([a-z0-9]+)", page)) == {
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }


@pytest.mark.parametrize("text", STRANGE)
def test_in_a_sentence_it_is_text(text):
    page, _ = shown(f"Cause: {prose(text)}")
    assert set(re.findall(r"</?([a-z0-9]+)", page)) == {"p"}


def test_nobody_is_mentioned_and_nothing_is_linked():
    assert prose("@all #12 www.a.org a://b") == (
        "&#64;&#8203;all &#35;&#8203;12 www&#46;a&#46;org a&#58;//b"
    )


def test_plain_words_stay_readable():
    text = "offers.csv, R2 / B, price_gbp_per_week: 450.50 (old), £1,000"
    assert prose(text) == text
