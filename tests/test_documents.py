"""Documents: what is found, where, and that nothing else changes."""

from pathlib import Path

import pytest

from assistant import documents, profiles, work
from assistant.errors import InputError
from assistant.pipeline import Assistant
from tests.conftest import ROOT, TODAY

SAMPLES = ROOT / "data" / "samples"
PLAN = """---
title: Objectifs : vendre plus
---
# Objectifs

- Vendre plus
* [ ] **Fidéliser nos clients**

```
- Vendre plus
```

<!-- Vendre plus -->

| Objectif | Responsable |
|---|---|
| Augmenter le panier moyen de 10 % | Léa |

En 2025, nous avons vendu 300 bougies. Nous voulons vendre davantage
cette année.
"""


def written(helper, path: Path) -> str:
    return work.rewritten_bytes(work.document(helper, path, rewrite=True, fill="placeholder")).decode("utf-8")


def test_markdown_goals_and_places(helper, tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(PLAN, "utf-8")
    result = work.document(helper, path, rewrite=True, fill="placeholder")
    found = {g.block.where: g.analysis.text for g in result.goals}
    assert found == {
        "6:3": "Vendre plus", "7:9": "Fidéliser nos clients", "17:3": "Augmenter le panier moyen de 10 %",
        "19:40": "Nous voulons vendre davantage cette année.",
    }  # fmt: skip
    assert {g.block.heading for g in result.goals} == {("Objectifs",)}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_byte_outside_the_goals_stays(helper, tmp_path, ending):
    path = tmp_path / "plan.md"
    path.write_bytes(PLAN.replace("\n", ending).encode())
    result = work.document(helper, path, rewrite=True, fill="placeholder")
    expected = path.read_bytes().decode()
    for goal in sorted(result.goals, key=lambda g: -result.document.spans[g.block.key][0]):
        if goal.analysis.rewrite.changed:
            start, end = result.document.spans[goal.block.key]
            expected = expected[:start] + goal.analysis.rewrite.text + expected[end:]
    assert work.rewritten_bytes(result) == expected.encode()
    assert expected.count(ending) == PLAN.count("\n") - 1 or ending == "\n"


def test_ignore_marks(helper, tmp_path):
    path = tmp_path / "plan.md"
    path.write_text("<!-- smartgoals: ignore T001 -->\nVendre plus\n\n<!-- smartgoals: ignore -->\nVendre mieux\n", "utf-8")
    result = work.document(helper, path, rewrite=False, fill="placeholder")
    assert [g.analysis.text for g in result.goals] == ["Vendre plus"]
    assert "T001" not in {f.rule for f in result.goals[0].analysis.findings}


def test_plain_text(helper, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_bytes("OBJECTIFS :\r\n1) Vendre plus\r\n• Gagner 20 clients d'ici juin\r\n".encode("cp1252"))
    result = work.document(helper, path, rewrite=True, fill="placeholder")
    assert [g.block.where for g in result.goals] == ["2:4", "3:3"]
    out = work.rewritten_bytes(result).decode("cp1252")
    assert out.startswith("OBJECTIFS :\r\n1) Vendre plus\u00a0: d’ici [échéance], porter les ventes")
    assert out.endswith("• Gagner 20 clients d'ici juin\r\n")


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), (",", "utf-8-sig"), ("\t", "utf-8")])
def test_table_keeps_its_cells_and_gets_columns(helper, tmp_path, delimiter, encoding):
    path = tmp_path / ("goals.tsv" if delimiter == "\t" else "goals.csv")
    rows = [["id", "Objectif", "note"], ["1", "Vendre plus", '"=1+1"'], ["2", "", "é"], ["3", "-20 % de churn d'ici juin", "x"]]
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    document = documents.read(path)
    assert [b.where for b in document.blocks] == ["B2", "B4"]
    text = work.rewritten_bytes(work.document(helper, path, rewrite=True, fill="placeholder")).decode(encoding)
    lines = text.split("\r\n")
    assert lines[0] == delimiter.join(["id", "Objectif", "note", "smart_rewrite", "smart_score", "smart_criteria"])
    assert lines[1].startswith(delimiter.join(["1", "Vendre plus", "=1+1", ""]).rstrip(delimiter))
    assert "'-20 % de churn" in lines[3]


@pytest.mark.parametrize("name", ["plan_marketing.fr.md", "marketing_plan.en.md"])
def test_sample_plans(helper, name):
    result = work.document(helper, SAMPLES / name, rewrite=True, fill="placeholder")
    assert len(result.goals) == 11
    assert sum(g.analysis.rewrite.changed for g in result.goals) == 8
    again = written(helper, SAMPLES / name)
    assert again.startswith("---\ntitle:")


def test_a_failed_write_leaves_nothing(tmp_path, monkeypatch):
    target = tmp_path / "out.md"
    target.write_text("before", "utf-8")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(InputError, match="No space left"):
        documents.write_atomically(target, b"after")
    assert target.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_size_limit(tmp_path, monkeypatch):
    path = tmp_path / "plan.md"
    path.write_text("x" * 100, "utf-8")
    monkeypatch.setattr(documents, "LARGEST", 50)
    with pytest.raises(InputError, match="larger than the limit"):
        documents.read(path)


@pytest.mark.parametrize(
    ("header", "rows", "owners"),
    [
        ("Objectif | Responsable", ["Gagner 50 leads d'ici juin | Léa Martin", "Réduire l'absentéisme à 4 % d'ici mai | —"], ["Léa Martin", ""]),
        ("**Owner** | Goal", ["Ann | Win 50 leads by June", " | Cut absenteeism to 4% by May"], ["Ann", ""]),
        ("Goal | Budget", ["Win 50 leads by June | €500"], [None]),
    ],
)  # fmt: skip
def test_a_column_of_a_markdown_table_names_the_owner_of_its_row(tmp_path, header, rows, owners):
    path = tmp_path / "plan.md"
    path.write_text("\n".join([f"| {header} |", "|---|---|", *(f"| {row} |" for row in rows)]), "utf-8")
    blocks = [block for block in documents.read(path).blocks if len(block.text) > 12]
    assert [block.owner for block in blocks] == owners


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_owner_of_a_row_counts_as_in_a_csv_table(tmp_path, code):
    goal, column, name = {
        "fr": ("Gagner 50 leads d'ici juin 2027", "Responsable", "Léa"),
        "en": ("Win 50 leads by June 2027", "Owner", "Ann"),
    }[code]
    path = tmp_path / "plan.md"
    path.write_text(f"| Goal | {column} |\n|---|---|\n| {goal} | {name} |\n| {goal.replace('50', '70')} via LinkedIn | |\n", "utf-8")
    helper = Assistant(today=TODAY, lang=code, profile=profiles.load("strict"))
    found = work.document(helper, path, rewrite=False, fill="placeholder").goals
    rules = [{f.rule for f in g.analysis.findings} & {"O002", "P007"} for g in found]
    assert "O002" not in rules[0]
    assert "O002" in rules[1]
    assert "P007" in rules[0] | rules[1]
