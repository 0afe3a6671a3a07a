"""Ignore marks in documents, and the places of what was found."""

import time
from pathlib import Path

import pytest

from assistant import documents, work
from assistant.documents.lines import PlainText
from assistant.documents.markdown import Markdown
from assistant.documents.marks import ALL_RULES, ignored_rules, ignores_file
from assistant.documents.table import Table


def ignored_of(text):
    return {block.text: set(block.ignored) for block in Markdown().read(Path("plan.md"), text.encode()).blocks}


@pytest.mark.parametrize(("comment", "rules"), [
    ("<!-- smartgoals: ignore -->", ALL_RULES), ("smartgoals: ignore", ALL_RULES), ("<!-- smartgoals: ignore T001 -->", {"T001"}),
    ("<!-- smartgoals: ignore t001, M001,S -->", {"T001", "M001", "S"}), ("<!--smartgoals:ignore T001 M001-->", {"T001", "M001"}),
    ("<!-- smartgoals: ignore T001: agreed with the board -->", {"T001"}), ("<!-- smartgoals: ignore – slogan -->", ALL_RULES),
    ("<!-- smartgoals: ignore T999 -->", {"T999"}), ("<!-- smartgoals: ignore-file -->", None), ("<!-- smartgoals: ignored -->", None),
    ("<!-- we should ignore this -->", None), ("<!-- see smartgoals: ignore -->", None),
])  # fmt: skip
def test_what_a_mark_says(comment, rules):
    assert ignored_rules(comment) == rules
    assert ignores_file(comment) == ("-file" in comment)


@pytest.mark.parametrize(("text", "expected"), [
    ("- Sell more <!-- smartgoals: ignore T001 -->\n- Earn more\n", {"Sell more": {"T001"}, "Earn more": set()}),
    ("- <!-- smartgoals: ignore T001 --> Sell more\n- Earn more\n", {"Sell more": {"T001"}, "Earn more": set()}),
    ("<!-- smartgoals: ignore T001,M001 -->\n- Sell more\n- Earn more\n", {"Sell more": {"T001", "M001"}, "Earn more": set()}),
    ("<!-- smartgoals: ignore -->\nSell more. Earn more.\n\nGrow.\n", {"Sell more.": {"*"}, "Earn more.": {"*"}, "Grow.": set()}),
    ("<!-- smartgoals: ignore M001 --> Sell more\n\nEarn more\n", {"Sell more": {"M001"}, "Earn more": set()}),
    ("Sell more. <!-- smartgoals: ignore T001 -->\nEarn more.\n", {"Sell more.": {"T001"}, "Earn more.": set()}),
    ("|goal|who|\n|-|-|\n|Sell more <!-- smartgoals: ignore T001 -->|Anna|\n|Earn more|Paul|\n",
     {"Sell more": {"T001"}, "Anna": {"T001"}, "Earn more": set(), "Paul": set()}),
    ("- Sell more `<!-- smartgoals: ignore -->`\n", {"Sell more `<!-- smartgoals: ignore -->`": set()}),
    ("```\n<!-- smartgoals: ignore-file -->\n```\nSell more\n", {"Sell more": set()}),
    ("Sell more\n\n<!-- smartgoals: ignore-file -->\n", {"Sell more": {"*"}}),
    ("- Sell more <!-- a note --> in Spain\n", {"Sell more": set(), "in Spain": set()}),
])  # fmt: skip
def test_where_a_mark_holds(text, expected):
    assert ignored_of(text) == expected


def test_a_marked_goal_has_no_such_finding_and_an_unknown_rule_is_told_once(helper, tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(
        "# Objectifs\n\n- Vendre plus <!-- smartgoals: ignore T001, Q7 -->\n- Gagner plus <!-- smartgoals: ignore Q7, T -->\n- Vendre mieux\n",
        "utf-8",
    )
    result = work.document(helper, path, rewrite=False, fill="placeholder")
    rules = {g.analysis.text: {f.rule[:1] for f in g.analysis.findings} for g in result.goals}
    assert "T" not in rules["Vendre plus"] | rules["Gagner plus"]
    assert "M" in rules["Vendre plus"]
    assert "T" in rules["Vendre mieux"]
    assert result.unknown_rules == (("3:3", "Q7"),)


def test_bytes_outside_the_goals_stay_with_comments_in_them(helper, tmp_path):
    path = tmp_path / "plan.md"
    path.write_bytes(b"# Objectifs\r\n\r\n- Vendre plus <!-- smartgoals: ignore T001 -->\r\n")
    made = work.rewritten_bytes(work.document(helper, path, rewrite=True, fill="placeholder"))
    assert made.startswith(b"# Objectifs\r\n\r\n- Vendre plus")
    assert made.endswith(b" <!-- smartgoals: ignore T001 -->\r\n")


@pytest.mark.parametrize(
    "text", ["- Vendre plus\r\n  sur le site\r\n", "> Vendre plus\n> sur le site\n", "Déjà.\n\nVendre plus\nsur le site\n"]
)
def test_places_of_wrapped_goals(text):
    document = Markdown().read(Path("plan.md"), text.encode())
    block = next(b for b in document.blocks if "Vendre" in b.text)
    assert block.text == "Vendre plus sur le site"
    for word in ("Vendre", "plus", "sur", "le", "site"):
        start = block.text.index(word)
        place = document.locate(block.key, start, start + len(word))
        assert text[place.offset : place.offset + place.length] == word
        line = text.replace("\r\n", "\n").split("\n")[place.line - 1]
        assert line[place.column - 1 : place.end_column - 1] == word


def test_place_in_a_table_with_a_line_break_in_a_cell():
    data = b'goal,note\n"Sell\nmore",x\nEarn more,y\n'
    document = Table().read(Path("goals.csv"), data)
    assert [(r.line, r.end_line) for r in (document.locate(b.key, 0, 4) for b in document.blocks)] == [(2, 3), (4, 4)]
    assert [b.where for b in document.blocks] == ["A2", "A3"]


def test_place_in_plain_text():
    document = PlainText().read(Path("a.txt"), b"Plan :\n  - Vendre plus\n")
    assert document.locate(0, 7, 11) == documents.places.Region(2, 2, 12, 16, 18, 4)


@pytest.mark.parametrize(
    "seed", ["<!-- ", "a <!-- x --> ", "Sell more. <!-- smartgoals: ignore T001 -->\n", "- Sell more <!-- smartgoals: ignore -->\n"]
)
def test_many_comments_cost_time_in_proportion(seed):
    def cost(count):
        data = ("x " + seed * count).encode()
        begun = time.process_time()
        Markdown().read(Path("plan.md"), data)
        return time.process_time() - begun

    assert min(cost(6000) for _ in range(2)) / max(min(cost(1500) for _ in range(2)), 0.02) < 10  # linear is 4, quadratic 16
