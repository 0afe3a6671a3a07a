"""A folder of documents: same bytes whatever happens on the way, nothing written outside, one bad file never stops the rest."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.batch import folder, report
from assistant.batch.files import locked
from assistant.batch.journal import Journal
from assistant.batch.pool import Pool
from assistant.batch.walk import find, matches
from assistant.errors import ConfigError, InputError
from assistant.lang import available
from assistant.lang.batch import batch_texts
from tests.batches import RECIPE, options, plans, tree
from tests.conftest import ROOT

CALL = [sys.executable, "-m", "assistant", "batch"]
SETTLED = ("--today", "2026-11-23", "--screen", "fr")


def run(source, output, *, include=(), exclude=(), **changes):
    return folder.run(source, output, RECIPE, options(**changes), code="fr", include=include, exclude=exclude)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """(input, output) of a run that nothing disturbed, by two workers."""
    base = tmp_path_factory.mktemp("batch")
    source = plans(base / "in")
    (source / "bad.docx").write_bytes(b"\x89PNG\r\n")
    made = run(source, base / "out", jobs=2)
    assert (made.documents, made.rewritten, [name for name, _ in made.refused]) == (7, 6, ["bad.docx"])
    return source, base / "out"


@pytest.fixture
def copy(done, tmp_path):
    """A copy of that run that a test may change."""
    source, output = (shutil.copytree(part, tmp_path / part.name) for part in done)
    return source, output


@pytest.fixture
def no_work(monkeypatch):
    """Fails a test in which a worker is started."""
    monkeypatch.setattr(Pool, "_start", lambda self: pytest.fail("there was nothing to do"))


def test_one_worker_writes_the_same_bytes_as_two(done, tmp_path):
    source, output = done
    run(source, tmp_path / "out", jobs=1)
    assert tree(tmp_path / "out") == tree(output)


def test_the_outputs_are_what_rewrite_gives(done, helper):
    from assistant import work

    source, output = done
    for path in source.rglob("*.md"):
        found = work.document(helper, path, rewrite=True, fill="placeholder")
        assert (output / path.relative_to(source)).read_bytes() == work.rewritten_bytes(found)


def test_reports_tell_of_all_documents(done):
    _, output = done
    data = json.loads((output / report.JSON).read_bytes())
    assert [d["path"] for d in data["documents"]] == sorted(d["path"] for d in data["documents"])
    assert data["summary"]["documents"] == 6
    assert data["summary"]["goals"] == sum(len(d["goals"]) for d in data["documents"]) > 0
    assert data["refused"][0]["path"] == "bad.docx"
    page = (output / report.HTML).read_text("utf-8")
    assert "bad.docx" in page
    assert 'href="./team%200/plan-0.md"' in page
    table = (output / report.CSV).read_text("utf-8-sig").splitlines()
    assert table[0].startswith("Document;")
    assert len(table) == 2 + data["summary"]["goals"]


def test_unchanged_files_are_skipped_and_bad_ones_tried_again(copy):
    source, output = copy
    before = tree(output)
    made = run(source, output)
    assert (made.rewritten, made.unchanged, [name for name, _ in made.refused]) == (0, 6, ["bad.docx"])
    assert tree(output) == before


@pytest.fixture
def without_bad(copy):
    source, output = copy
    (source / "bad.docx").unlink()
    return source, output


def test_nothing_is_started_when_nothing_has_changed(without_bad, no_work):
    assert run(*without_bad).unchanged == 6


def test_only_what_has_changed_is_done_again(without_bad):
    source, output = without_bad
    before = tree(output)
    (source / "plan-1.md").write_text("- Vendre plus de bougies\n", "utf-8")
    made = run(source, output)
    assert (made.rewritten, made.unchanged) == (1, 5)
    after = tree(output)
    assert [name for name in before if name.endswith(".md") and before[name] != after[name]] == ["plan-1.md"]


def test_other_settings_or_another_version_do_all_again(without_bad, no_work):
    from dataclasses import replace

    source, output = without_bad
    other = replace(RECIPE, settings={**RECIPE.settings, "version": "2"})
    with pytest.raises(pytest.fail.Exception, match="nothing to do"):
        folder.run(source, output, other, options(), code="fr")


def test_resuming_with_other_settings_is_refused(without_bad):
    from dataclasses import replace

    source, output = without_bad
    journal = Journal.load(output / ".smartgoals/journal.jsonl")
    journal.open({**RECIPE.settings, "fill": "suggest"})  # as a run that was cut off leaves it
    with pytest.raises(ConfigError, match="fill"):
        folder.run(source, output, RECIPE, replace(options(), resume=True), code="fr")


@pytest.mark.parametrize("kept", [0, 3, 5])
def test_wherever_it_was_cut_off_the_bytes_are_the_same(copy, done, kept):
    source, output = copy
    path = output / ".smartgoals/journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    header = json.loads(lines[0]) | {"finished": False}
    names = [json.loads(line)["name"] for line in lines[1:]]
    # as killed while the next line was being written, its files having no names yet, and one of the last having none either
    path.write_bytes(json.dumps(header).encode() + b"\n" + b"".join(lines[1 : kept + 1]) + lines[kept + 1][:40])
    for name in names[max(kept - 1, 0) :]:
        (output / name).unlink()
    for name in report.FILES:
        (output / name).unlink()
    (output / ".smartgoals/unfinished").mkdir()
    (output / ".smartgoals/unfinished/part-x").write_bytes(b"half")
    made = run(source, output, resume=True)
    assert made.unchanged == max(kept - 1, 0)
    assert tree(output) == tree(done[1])


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system knows no SIGKILL")
def test_killed_in_the_middle_and_resumed_the_bytes_are_the_same(tmp_path):
    source, cut, whole = plans(tmp_path / "in", 30), tmp_path / "cut", tmp_path / "whole"
    call = [*CALL, str(source), "--jobs", "2", *SETTLED, "-o"]
    journal = cut / ".smartgoals/journal.jsonl"
    with subprocess.Popen([*call, str(cut)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 300
        while not journal.is_file() or journal.read_bytes().count(b"\n") < 5:
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.005)
        process.kill()
    assert not (cut / report.HTML).exists()
    for path in cut.rglob("*.md"):  # whole or not at all
        assert path.read_text("utf-8").endswith("\n")
    done = subprocess.run([*call, str(cut), "--resume"], cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""  # no bar in a pipe
    subprocess.run([*call, str(whole)], cwd=ROOT, capture_output=True, check=True)
    assert tree(cut) == tree(whole)
    assert len(list(cut.rglob("plan-*.md"))) == 30


def test_an_edited_output_is_kept(without_bad):
    source, output = without_bad
    (output / "plan-1.md").write_text("my own words\n", "utf-8")
    assert run(source, output).unchanged == 6
    (source / "plan-1.md").write_text("- Vendre plus de bougies\n", "utf-8")
    made = run(source, output)
    assert [name for name, _ in made.refused] == ["plan-1.md"]
    assert (output / "plan-1.md").read_text("utf-8") == "my own words\n"
    made = run(source, output, force=True)
    assert made.refused == ()
    assert "bougies" in (output / "plan-1.md").read_text("utf-8")


def test_bad_files_are_listed_with_their_reasons(tmp_path):
    source = plans(tmp_path / "in", 2)
    outside = tmp_path / "secret.md"
    outside.write_text("- Vendre plus\n", "utf-8")
    (source / "out.md").symlink_to(outside)
    (source / "folder").symlink_to(tmp_path)
    (source / "twin.md").symlink_to(source / "plan-1.md")
    (source / "empty.docx").write_bytes(b"")
    (source / "macros.docm").write_bytes(b"PK")
    (source / report.HTML).write_text("<p>Vendre plus</p>", "utf-8")
    (source / "nul.md").write_bytes(b"a\x00b")
    (source / "~$plan.docx").write_bytes(b"x")
    if hasattr(os, "mkfifo"):
        os.mkfifo(source / "pipe.md")
    made = run(source, tmp_path / "out")
    reasons = dict(made.refused)
    words = {"out.md": "lien", "folder": "lien", "empty.docx": "vide", "macros.docm": "abîmé", report.HTML: "rapport", "nul.md": "binaire"}
    if hasattr(os, "mkfifo"):
        words["pipe.md"] = "ordinaire"
    assert set(reasons) == set(words)
    assert all(word in reasons[name] for name, word in words.items()), reasons
    assert made.rewritten == 3
    assert (tmp_path / "out/twin.md").read_bytes() == (tmp_path / "out/plan-1.md").read_bytes()
    assert str(tmp_path) not in (tmp_path / "out" / report.JSON).read_text("utf-8")


def test_two_documents_never_share_an_output(tmp_path):
    assert folder.output_of("a/plan.pdf") == "a/plan.pdf.docx"
    source = tmp_path / "in"
    source.mkdir()
    for name in ("plan.pdf", "plan.pdf.docx"):
        (source / name).write_bytes(b"no document")
    made = run(source, tmp_path / "out")
    assert "plan.pdf.docx" in dict(made.refused)["plan.pdf.docx"]


def test_nothing_is_written_outside_the_output_folder(tmp_path):
    source, output, elsewhere = plans(tmp_path / "in", 2), tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    output.mkdir()
    (output / "team 0").symlink_to(elsewhere)
    made = run(source, output)
    assert [name for name, _ in made.refused] == ["team 0/plan-0.md"]
    assert list(elsewhere.iterdir()) == []
    (tmp_path / "other").mkdir()
    (tmp_path / "other/.smartgoals").symlink_to(elsewhere)
    with pytest.raises(InputError, match="lien"):
        run(source, tmp_path / "other")
    assert list(elsewhere.iterdir()) == []


def test_the_output_folder_may_lie_in_the_input_folder(tmp_path):
    source = plans(tmp_path / "in", 2)
    first = run(source, source / "out")
    before = tree(source / "out")
    assert run(source, source / "out").documents == first.documents == 2
    assert tree(source / "out") == before
    for wrong in (source, tmp_path, source / "."):
        with pytest.raises(InputError, match="à part"):
            run(source, wrong)


def test_two_runs_into_one_folder(tmp_path, no_work):
    source, output = plans(tmp_path / "in", 2), tmp_path / "out"
    (output / ".smartgoals").mkdir(parents=True)
    with locked(output / ".smartgoals/lock", output, "fr"), pytest.raises(InputError, match="un autre lot"):
        run(source, output)


def test_a_place_that_cannot_be_written(tmp_path, no_work):
    source = plans(tmp_path / "in", 2)
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="-o demande un dossier"):
        run(source, tmp_path / "file")
    with pytest.raises(InputError, match="écriture impossible"):
        run(source, tmp_path / "file/out")
    if Path("/proc/self").is_dir():
        with pytest.raises(InputError, match="écriture impossible"):
            run(source, Path("/proc/out"))


@pytest.mark.slow
def test_a_full_disk_ends_the_run_and_loses_nothing(tmp_path):
    resource = pytest.importorskip("resource")
    source, output = plans(tmp_path / "in", 3), tmp_path / "out"
    (source / "large.md").write_text("# Notes\n\n" + "Un paragraphe de contexte.\n\n" * 4000, "utf-8")

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    call = [*CALL, str(source), "--jobs", "1", *SETTLED, "-o", str(output)]
    full = subprocess.run(call, cwd=ROOT, capture_output=True, check=False, text=True, preexec_fn=small_disk)
    assert full.returncode == 2, full.stderr
    assert "--resume" in full.stderr
    assert "Traceback" not in full.stderr
    assert not (output / "large.md").exists()
    again = subprocess.run([*call, "--resume"], cwd=ROOT, capture_output=True, check=False, text=True)
    assert again.returncode == 0, again.stderr
    assert (output / "large.md").exists()


def test_nothing_to_read(tmp_path):
    (tmp_path / "in").mkdir()
    with pytest.raises(InputError, match="aucun document"):
        run(tmp_path / "in", tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "pattern", "fits"),
    [
        ("a/b/plan.md", "*.md", True), ("a/b/plan.md", "a/*.md", False), ("a/b/plan.md", "a/**/*.md", True), ("a/plan.md", "a/**/*.md", True),
        ("a/b/plan.md", "a/**", True), ("plan.md", "*.docx", False), ("a/b", "b", True), ("ab/plan.md", "a/**", False),
    ],
)  # fmt: skip
def test_patterns(name, pattern, fits):
    assert matches(name, [pattern]) is fits


def test_only_what_is_included_and_not_excluded(tmp_path):
    source = plans(tmp_path / "in", 4)
    (source / ".git").mkdir()
    (source / ".git/x.md").write_text("x")
    (source / "picture.png").write_bytes(b"x")
    names = [s.name for s in find(source, tmp_path / "out", ("*.md",), ("team 0", "plan-3.md"))]
    assert names == ["plan-1.md", "team 2/plan-2.md"]
    assert [s.name for s in find(source, tmp_path / "out", (), ())] == ["plan-1.md", "plan-3.md", "team 0/plan-0.md", "team 2/plan-2.md"]


def test_every_language_has_the_same_texts():
    for table in ("refusals", "messages", "summary", "page", "counts", "columns"):
        assert len({frozenset(getattr(batch_texts(code), table)) for code in available()}) == 1, table
