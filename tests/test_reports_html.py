"""The HTML report: one self-contained page that is readable without colour, script or sight."""

from html.parser import HTMLParser

import pytest

from assistant import lang
from assistant.reports.base import STATUS_MARKS
from assistant.reports.html import pieces
from tests.test_reports import DAY, NASTY, SAMPLES, report, run

VOID = {"meta", "link", "br", "img", "hr", "input", "line", "rect"}


class Page(HTMLParser):
    """A page's elements as (tag, attributes, text); fails on elements that do not nest."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.open, self.elements = [], []
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        element = [tag, dict(attrs), ""]
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append([tag, dict(attrs), ""])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag, self.getpos()

    def handle_data(self, data):
        for element in self.open:
            element[2] += data

    def all(self, tag, **attributes):
        return [e for e in self.elements if e[0] == tag and all(e[1].get(k.rstrip("_")) == v for k, v in attributes.items())]


@pytest.fixture(scope="module", params=["fr", "en"])
def page(request):
    code = request.param
    return code, Page(run("rewrite", *DAY, "--format", "html", SAMPLES[code == "en"])[1])


def test_the_page_stands_alone(page):
    _, seen = page
    assert not [e for e in seen.elements if e[0] in ("script", "link", "img", "iframe", "object")]
    for tag, attributes, _text in seen.elements:
        assert not any(name.startswith("on") for name in attributes), tag
        for name in ("href", "src"):
            assert attributes.get(name, "#").startswith("#")
    assert "url(" not in seen.all("style")[0][2]
    assert "@import" not in seen.all("style")[0][2]


def test_one_language_throughout(page):
    code, seen = page
    assert seen.all("html")[0][1]["lang"] == code
    own, other = lang.reports(code).text, lang.reports({"fr": "en", "en": "fr"}[code]).text
    text = seen.all("body")[0][2]
    for key in ("title", "summary", "heat_map", "in_detail", "by_criterion"):
        assert own[key] in text
        assert other[key] not in text


def test_the_heat_map_needs_no_colour(page):
    code, seen = page
    cells = [e for e in seen.all("td", role="cell") if e[1]["class"] in STATUS_MARKS]
    goals = seen.all("article")
    assert len(goals) == 11
    assert len(cells) == 5 * len(goals)
    say = lang.interface(code).text
    for _, attributes, text in cells:
        status = attributes["class"]
        assert text.startswith(STATUS_MARKS[status] + say[status])
        reason = text.split(". ", 1)[1]
        assert reason
        assert attributes["title"].endswith(reason)


def test_links_of_the_heat_map_lead_to_cards(page):
    _, seen = page
    ids = {e[1]["id"] for e in seen.elements if "id" in e[1]}
    links = [e[1]["href"] for e in seen.all("a")]
    assert len(links) == 11
    assert {link.removeprefix("#") for link in links} <= ids


def test_cards_show_rewrite_gaps_questions_and_rules(page):
    code, seen = page
    first = seen.all("article")[0][2]
    say = lang.interface(code).text
    assert {"M001", "T001"} <= {e[2] for e in seen.all("code")}
    assert say["rewrite"] in first
    assert say["questions"] in first
    assert lang.get(code).templates.placeholders["deadline"] in {e[2] for e in seen.all("mark", class_="gap")}


def test_evidence_is_marked_without_changing_the_text(helper):
    analysis = helper.analyse("Passer le taux de conversion de 2 % à 3 % d'ici fin juin")
    cut = pieces(analysis)
    assert "".join(piece["text"] for piece in cut) == analysis.text
    letters = {piece["text"]: piece["letters"] for piece in cut if piece["letters"]}
    assert letters["fin juin"] == "T"
    assert set(letters["3 %"]) >= {"M"}


def test_no_text_is_markup():
    markup = report("html", NASTY, "Vendre plus <script>alert(1)</script>", "--lang", "fr")
    seen = Page(markup)
    assert not seen.all("script")
    assert "<script>alert(1)</script>" in seen.all("body")[0][2]
    assert not [c for c in markup if (ord(c) < 32 and c != "\n") or c in "\u202e\ufffe\x7f"]


def test_the_chart_says_its_figures_in_words(page):
    _, seen = page
    told = seen.all("desc")[0][2]
    bars = seen.all("rect")
    assert len(bars) == told.count("–")
    assert "90–100: 3." in told


def test_texts_that_are_no_goals_are_counted():
    out = report("html", "--lang", "fr", "Vendre plus", "Nous avons vendu 300 bougies en mars.")
    assert lang.reports("fr").counts["not_goals"].one in Page(out).all("main")[0][2]
