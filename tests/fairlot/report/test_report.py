"""The report as a whole: one document that stands alone, says all, and is escaped."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from allocation.allocate import NO_PLAN
from allocation.answer import Status
from fairlot.report.report import render as render_study
from scenarios.study import Study
from tests.fairlot.report.fake_outcome import fake_outcome

if TYPE_CHECKING:
    from scenarios.outcome import Outcome

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Reads a page, keeping its tags, ids, links and words; knows if it nests well."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.faults: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def render(outcome: Outcome) -> str:
    """Report on an outcome alone."""
    return render_study(Study(outcome))


def description(html: str, plot: str) -> str:
    """Give what the description of a plot says."""
    rest = html.partition(f'<desc id="{plot}-desc">')[2]
    return rest.partition("</desc>")[0]


@pytest.fixture(scope="module")
def html() -> str:
    return render(fake_outcome())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_tags_nest(page: Page) -> None:
    assert page.faults == []
    assert page.open == []


def test_ids_are_unique(page: Page) -> None:
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]

    assert len(ids) == len(set(ids))


def test_every_link_and_label_points_into_the_page(page: Page) -> None:
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    links = [attrs["href"] for attrs in page.all("a")]
    links += [attrs["href"] for attrs in page.all("use")]
    labels = [
        attrs["aria-labelledby"] for _, attrs in page.tags if "aria-labelledby" in attrs
    ]

    assert {link.removeprefix("#") for link in links} <= ids
    assert set(labels) <= ids


def test_no_script_and_nothing_fetched(page: Page, html: str) -> None:
    tags = {tag for tag, _ in page.tags}
    addresses = {
        key for _, attrs in page.tags for key in attrs if key in {"src", "srcset", "on"}
    }
    handlers = {key for _, attrs in page.tags for key in attrs if key.startswith("on")}

    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed"})
    assert addresses == set()
    assert handlers == set()
    assert "url(" not in html.replace("url(#", "")
    assert "@import" not in html


def test_an_address_stands_only_as_the_source_of_a_law(html: str) -> None:
    # The fake outcome has one law, whose source holds the one address.
    assert re.findall(r"https?://[^\s<\"]*", html) == [
        "https://www.legislation.gov.uk/"
    ]


def test_language_landmarks_and_one_heading(page: Page) -> None:
    assert page.all("html") == [{"lang": "en-GB"}]
    for landmark in ("header", "main", "nav", "footer", "h1"):
        assert len(page.all(landmark)) == 1
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}


def test_headings_skip_no_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    # From one heading to the next, at most one level down.
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_each_table_has_a_caption_and_headings_with_scope(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) == len(page.all("thead"))
    assert all(attrs.get("scope") in {"col", "row"} for attrs in page.all("th"))


def test_wide_parts_scroll_in_named_regions_that_take_the_focus(page: Page) -> None:
    regions = [one for one in page.all("div") if one.get("class") == "scroll"]

    assert len(regions) == len(page.all("table")) + len(page.all("svg"))
    assert all(one["role"] == "region" for one in regions)
    assert all(one["tabindex"] == "0" for one in regions)
    assert all(one["aria-labelledby"] for one in regions)


def test_each_plot_is_named_and_described_and_has_its_table(page: Page) -> None:
    tables = {attrs["id"] for attrs in page.all("table")}
    plots = page.all("svg")

    assert len(plots) == 4
    for plot in plots:
        name = plot["aria-labelledby"].removesuffix("-title")
        assert plot["role"] == "img"
        assert ("title", {"id": f"{name}-title"}) in page.tags
        assert ("desc", {"id": f"{name}-desc"}) in page.tags
    for table in ("offers", "market", "limits", "points"):
        assert table in tables


def test_a_plot_lists_its_values(html: str) -> None:
    outcome = fake_outcome()
    placed = outcome.allocation.placements
    described = description(html, "prices-plot")

    assert all(f"{referral}: lowest £" in described for referral in placed["referral"])


def test_the_same_study_gives_the_same_text(html: str) -> None:
    assert render(fake_outcome()) == html


def test_everybody_is_named(page: Page) -> None:
    words = set(re.findall(r"\bR\d{3}\b", page.text))

    assert words == set(fake_outcome().market.referrals["referral"])


def test_the_headline_says_how_many_at_what_cost(page: Page) -> None:
    # 24 wait, 2 of them are not placed; the cost is that of the fake allocation:
    # prices and the background of the homes that it opens.
    outcome = fake_outcome()
    pounds = f"£{outcome.allocation.cost_pence / 100:,.2f}"

    assert f"22 of 24 people can be placed, at {pounds} a week." in page.text
    assert "2 people have no placement yet" in page.text


def test_the_headline_says_what_is_proven_and_by_whom(page: Page) -> None:
    said = (
        "No plan places more people, the most urgent first; of the plans as good on "
        "that, none earns more points, and of those, none costs less. Proven by "
        "HiGHS 1.15.1 through PuLP 3.3.2 and arithmetic."
    )

    assert said in page.text


def test_a_named_person_decides(page: Page) -> None:
    said = "The allocator ranks and explains. A named person decides."

    assert said in page.text


def test_who_is_not_placed_comes_before_prices(html: str) -> None:
    assert html.index('id="not-placed"') < html.index('id="costs"')


def test_nobody_is_said_to_be_over_budget(page: Page) -> None:
    assert "over budget" not in page.text.lower()
    assert "Care Act 2014, section 18" in page.text


def test_no_time_and_no_path_stands_in_it(page: Page) -> None:
    assert re.search(r"\b\d{1,2}:\d{2}\b", page.text) is None
    assert re.search(r"(?<![\w<])/(home|work|tmp|usr)\b", page.text) is None


def test_text_of_the_data_is_escaped() -> None:
    outcome = fake_outcome()
    hostile = "<script>alert('$x_1$ & 1')</script>"
    providers = outcome.market.providers.assign(name=hostile)
    market = replace(outcome.market, providers=providers)

    html = render(replace(outcome, market=market))
    page = Page(html)

    assert page.all("script") == []
    assert page.faults == []
    assert "&lt;script&gt;" in html
    assert hostile in page.text


def test_letters_that_the_layout_font_lacks_are_no_trouble() -> None:
    outcome = fake_outcome()
    providers = outcome.market.providers.assign(name="測試 🏠 Care")
    market = replace(outcome.market, providers=providers)

    assert "測試 🏠 Care" in render(replace(outcome, market=market))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (
            Status.INFEASIBLE,
            (
                "24 people wait for a placement, and no plan can be made: limits or "
                "rules contradict each other, though each is sound by itself."
            ),
        ),
        (
            Status.STOPPED,
            "24 people wait for a placement. No plan was found in the time allowed.",
        ),
        (
            Status.FAILED,
            "24 people wait for a placement. The solver broke down and gave no plan.",
        ),
    ],
)
def test_without_a_plan_the_report_says_so(status: Status, said: str) -> None:
    outcome = fake_outcome()
    allocation = replace(
        outcome.allocation,
        status=status,
        placements=outcome.allocation.placements.iloc[:0],
        pairs=outcome.allocation.pairs.assign(
            state=outcome.allocation.pairs["state"].replace("chosen", "eligible")
        ),
        unplaced=outcome.market.referrals[["referral"]].assign(reason="", remedy=""),
        limits=outcome.allocation.limits.iloc[:0],
        aims=(),
        cost_pence=0,
        audit=NO_PLAN,
        clash=("R001 must stay with P001", "P001: 0 hours a week"),
    )

    page = Page(
        render(
            replace(
                outcome,
                allocation=allocation,
                shares=outcome.shares.iloc[:0],
                schemes=outcome.schemes.iloc[:0],
            )
        )
    )

    assert said in page.text
    assert "R001 must stay with P001" in page.text
    assert "There is no plan, so nobody is placed." in page.text
    assert "There is no plan, so there is no cost." in page.text
    assert "so none of what providers can take is used." in page.text
    assert "can be placed" not in page.text


def test_a_plan_without_full_proof_says_what_is_not_proven() -> None:
    outcome = fake_outcome()
    aims = tuple(
        replace(aim, proved_by="", gap=0.0125) if aim.name == "points" else aim
        for aim in outcome.allocation.aims
    )
    allocation = replace(outcome.allocation, status=Status.FEASIBLE, aims=aims)

    text = Page(render(replace(outcome, allocation=allocation))).text

    assert "The plan keeps every rule and limit. Not proven best: most points." in text
    assert "not proven" in text
    assert "1.250%" in text


def test_a_case_ten_times_as_large_keeps_its_plots_small() -> None:
    outcome = fake_outcome(240)

    html = render(outcome)

    assert description(html, "prices-plot").count("lowest £") == 30
    assert "the table has everybody" in html
    assert len(html) < 2_000_000
