"""Tables of goals: every row comes back in its place, with the record or with columns added, whatever happens on the way."""

import csv
import io
import json

import pytest

from assistant.batch import stretch, table, tables
from assistant.batch.journal import Journal
from assistant.batch.pool import Pool
from assistant.batch.records import Failure
from assistant.batch.tables import find_column, open_table
from assistant.errors import ConfigError, InputError
from assistant.reports.jsonout import line_record
from tests.batches import GOALS, RECIPE, options, tree

ROWS = [f"{GOALS[n % len(GOALS)]} {n}" for n in range(25)]


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch):
    """Several stretches in a short table."""
    monkeypatch.setattr(tables, "STRETCH", 10)


def run(path, output, **changes):
    more = {key: changes.pop(key) for key in ("column", "records") if key in changes}
    return table.run(path, output, RECIPE, options(**changes), code="fr", **more)


def lines(path, rows=ROWS):
    path.write_text("".join(json.dumps({"id": n, "text": text}, ensure_ascii=False) + "\n" for n, text in enumerate(rows)), "utf-8")
    return path


def test_json_lines_hold_the_record_of_each_row(tmp_path, helper):
    made = run(lines(tmp_path / "goals.jsonl"), tmp_path / "out", jobs=2)
    got = [json.loads(line) for line in made.output.read_text("utf-8").splitlines()]
    assert [record.pop("input") for record in got] == [{"id": n} for n in range(25)]
    wanted = [line_record(n, helper.rewritten(analysis)) for n, analysis in enumerate(helper.pipe(ROWS), 1)]
    assert got == json.loads(json.dumps(wanted))
    assert (made.rows, made.goals) == (25, sum(bool(record["goal"]) for record in got))


def test_one_worker_writes_the_same_bytes_as_two_and_a_second_run_does_nothing(tmp_path, monkeypatch):
    path = lines(tmp_path / "goals.jsonl")
    for jobs in (1, 2):
        run(path, tmp_path / str(jobs), jobs=jobs)
    assert tree(tmp_path / "1") == tree(tmp_path / "2")
    monkeypatch.setattr(Pool, "_start", lambda self: pytest.fail("there was nothing to do"))
    assert run(path, tmp_path / "1").unchanged


def test_cut_off_and_resumed_the_bytes_are_the_same(tmp_path, monkeypatch):
    path = lines(tmp_path / "goals.jsonl")
    whole = run(path, tmp_path / "whole").output
    add, seen = Journal.add, []

    def cut(self, entry):
        if len(seen) == 2:
            raise KeyboardInterrupt
        seen.append(entry.name)
        add(self, entry)

    monkeypatch.setattr(Journal, "add", cut)
    with pytest.raises(KeyboardInterrupt):
        run(path, tmp_path / "cut")
    assert not (tmp_path / "cut/goals.jsonl").exists()
    monkeypatch.setattr(Journal, "add", lambda self, entry: (seen.append(entry.name), add(self, entry))[1])
    made = run(path, tmp_path / "cut", resume=True)
    assert made.output.read_bytes() == whole.read_bytes()
    assert tree(tmp_path / "cut") == tree(tmp_path / "whole")
    assert seen == ["rows-000000000", "rows-000000001", "rows-000000002", "goals.jsonl"]


def test_rows_that_cannot_be_read_keep_their_place(tmp_path):
    path = lines(tmp_path / "goals.jsonl", ROWS[:2])
    with open(path, "a", encoding="utf-8") as file:
        file.write('no json\n\n{"id": 3}\n{"text": "Vendre plus"}\n')
    made = run(path, tmp_path / "out")
    assert [row for row, _ in made.faults] == [3, 4]
    got = [json.loads(line) for line in made.output.read_text("utf-8").splitlines()]
    assert [record["line"] for record in got] == [1, 2, 3, 4, 5]
    assert [("error" in record) for record in got] == [False, False, True, True, False]
    assert run(path, tmp_path / "out").faults == made.faults


@pytest.mark.parametrize(("mark", "newline", "delimiter"), [("", "\n", ","), ("\ufeff", "\r\n", ";")])
def test_csv_gets_columns(tmp_path, mark, newline, delimiter):
    path = tmp_path / "goals.csv"
    rows = [["id", "Text", "note"], ["1", "Vendre plus", "=1+1"], ["2", 'Gain "50"\nleads by June'], ["3", "Il pleut.", "x", "more"]]
    body = io.StringIO()
    csv.writer(body, delimiter=delimiter, lineterminator=newline).writerows(rows)
    path.write_bytes((mark + body.getvalue()).encode())
    data = run(path, tmp_path / "out").output.read_bytes().decode()
    assert data.startswith(mark + "id")
    assert data.count("\r\n") == (4 if newline == "\r\n" else 0)
    got = list(csv.reader(io.StringIO(data.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    assert got[0] == [*rows[0], *stretch.ADDED]
    assert [row[:3] for row in got[1:]] == [rows[1], [*rows[2], ""], rows[3][:3]]
    assert [row[10:] for row in got[1:]] == [[], [], ["more"]]
    cells = [dict(zip(got[0], row, strict=False)) for row in got[1:]]
    assert [c["smart_goal"] for c in cells] == ["true", "true", "false"]
    assert "[" in cells[0]["smart_rewrite"]
    assert cells[2]["smart_rewrite"] == cells[2]["smart_score"] == ""
    records = run(path, tmp_path / "records", records=True).output
    assert records.name == "goals.jsonl"
    assert json.loads(records.read_text("utf-8").splitlines()[0])["input"] == {"id": "1", "note": "=1+1"}


def test_cells_that_we_write_are_never_formulas():
    analysis_cells = stretch.columns_of(Failure(text="=1+1"), "fr")
    assert analysis_cells["smart_error"] == "=1+1"  # neutralised where it becomes a cell, not in Parquet
    task = stretch.StretchTask("rows-0", 1, [["x"]], tables.Layout("csv", "text", ("text",)), "csv", None, "fr")
    assert task._csv([Failure(text="=1+1")]).decode().rstrip().endswith("'=1+1")


def test_parquet_gets_typed_columns(tmp_path):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "goals.parquet"
    source = arrow.table({"id": list(range(25)), "text": [*ROWS[:24], None]})
    parquet.write_table(source, path, row_group_size=7)
    made = [run(path, tmp_path / str(jobs), jobs=jobs) for jobs in (1, 2)]
    assert made[0].output.read_bytes() == made[1].output.read_bytes()
    got = parquet.read_table(made[0].output)
    assert got.select(["id", "text"]).equals(source)
    assert str(got.schema.field("smart_score").type) == "int32"
    as_lines = run(lines(tmp_path / "goals.jsonl", ROWS[:24]), tmp_path / "lines").output.read_text("utf-8").splitlines()
    assert got["smart_rewrite"].to_pylist()[:24] == [
        json.loads(line)["rewrite"]["text"] if json.loads(line)["goal"] else None for line in as_lines
    ]
    assert got["smart_goal"].to_pylist()[24] is None
    records = run(path, tmp_path / "records", records=True).output.read_text("utf-8").splitlines()
    assert [json.loads(line)["input"] for line in records] == [{"id": n} for n in range(25)]


def test_a_broken_stretch_costs_only_its_row(tmp_path, monkeypatch):
    path = lines(tmp_path / "goals.jsonl", ROWS[:9])
    seen = []

    def fake(self, tasks):
        """As the pool does it when row 5 kills every worker."""
        waiting = list(tasks)
        while waiting:
            task = waiting.pop(0)
            size = len(task.rows)
            if task.first <= 5 < task.first + size:
                seen.append(size)
                if parts := task.parts():
                    waiting = [*parts, *waiting]
                else:
                    yield task, Failure("child_failed", {"reason": "SIGKILL"}, blames_worker=True)
            else:
                yield task, task.failed(Failure(text=f"done {task.first}"))

    monkeypatch.setattr(Pool, "run", fake)
    got = [json.loads(line) for line in run(path, tmp_path / "out").output.read_text("utf-8").splitlines()]
    assert [record["line"] for record in got] == list(range(1, 10))
    assert "SIGKILL" in got[4]["error"]
    assert sum("SIGKILL" in record["error"] for record in got) == 1
    assert seen == [9, 2, 1]


def test_what_is_no_table_of_goals_is_told(tmp_path):
    for name, data, said in (
        ("a.csv", b"", "vide"), ("b.csv", b"goal,id\nx,1\n", "pas de colonne"), ("c.csv", b"a\x00b", "binaire"),
        ("d.csv", b'text\n"' + b"x" * 2_500_000, "limite"), ("e.csv", b"text,smart_goal\nx,1\n", "smart_goal"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=said):
            run(tmp_path / name, tmp_path / "out")
    with pytest.raises(InputError, match="à part"):
        run(tmp_path / "b.csv", tmp_path)
    with pytest.raises(InputError, match="did you mean"):
        find_column(tmp_path / "b.csv", ["texte", "id"], "text", "en")


def test_a_bad_parquet_file_is_told(tmp_path):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    parquet.write_table(arrow.table({"text": [1, 2]}), tmp_path / "b.parquet")
    for name, said in (("a.parquet", "illisible"), ("b.parquet", "int64")):
        with pytest.raises(InputError, match=said):
            run(tmp_path / name, tmp_path / "out")


def test_windows_encodings_are_read(tmp_path):
    (tmp_path / "a.csv").write_bytes("text;id\nAméliorer la fidélité;1\n".encode("cp1252"))
    opened = open_table(tmp_path / "a.csv", "text", "fr")
    assert next(opened.stretches()) == (1, [["Améliorer la fidélité", "1"]])


@pytest.mark.slow
def test_ray_gives_the_same_bytes(tmp_path):
    pytest.importorskip("ray", reason="the extra cluster is not installed (Ray takes 250 MB)")
    from assistant.batch import folder
    from tests.batches import plans

    path, source = lines(tmp_path / "goals.jsonl"), plans(tmp_path / "in", 4)
    (source / "bad.docx").write_bytes(b"")
    for engine in ("local", "ray"):
        run(path, tmp_path / engine / "table", engine=engine, jobs=2)
        made = folder.run(source, tmp_path / engine / "folder", RECIPE, options(engine=engine), code="fr")
        assert (made.rewritten, [name for name, _ in made.refused]) == (4, ["bad.docx"])
    assert tree(tmp_path / "ray") == tree(tmp_path / "local")


def test_a_missing_engine_is_told(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"smartgoals\[cluster\]"):
        run(lines(tmp_path / "goals.jsonl"), tmp_path / "out", engine="ray")
