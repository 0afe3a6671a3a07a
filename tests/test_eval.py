"""The evaluation: markup, checker, figures, comparison with a baseline."""

import json
from dataclasses import replace

import pytest

from assistant.entities import dates
from eval import dataset, runner
from eval.markup import MarkupError, parse_file, parse_markup
from eval.metrics import Counts, interval, kappa
from eval.phrases import leaks, load_phrases
from eval.quotas import quota_faults

RECORD = "@ fr-x-001 smart marketing/seo S+ M+ A+ R? T+ tags=okr\nPasser le [taux de conversion](METRIC) de [2 %](FIGURE percent baseline) à [3 %](FIGURE percent target) en [6 mois](DATE duration P6M 2027-05-23)\n"


def test_markup_gives_text_and_offsets():
    text, entities = parse_markup(RECORD.splitlines()[1])
    assert text == "Passer le taux de conversion de 2 % à 3 % en 6 mois"
    assert [text[e.start : e.end] for e in entities] == [e.text for e in entities] == ["taux de conversion", "2 %", "3 %", "6 mois"]
    assert entities[3].to.isoformat() == "2027-05-23"
    assert parse_markup(r"un \[crochet\]")[0] == "un [crochet]"


@pytest.mark.parametrize(("line", "message"), [
    ("Passer le [taux(METRIC)", "should open a span"), ("[taux](METRC)", "unknown label 'METRC'"), ("[2 %](FIGURE percent)", "should look like"), ("[juin](DATE deadline 2027-13-01)", "should look like"),
    ("[ taux](METRIC)", "space at its edge"), ("fin]", "closes nothing"), ("[6 mois](DATE duration 6M 2027-05-23)", "should look like"),
])  # fmt: skip
def test_malformed_markup_says_what_where_and_how(line, message):
    with pytest.raises(MarkupError, match=message) as caught:
        parse_markup(line, "goals.txt", 7)
    assert str(caught.value).startswith("goals.txt:7: ")


def test_faults_are_collected_and_the_rest_is_read(tmp_path):
    path = tmp_path / "x.goals"
    path.write_text(f"@ broken\ntext\n\n{RECORD}\n@ fr-x-002 vague a S- M- A? R? T-\n[x](METRIK)\n", "utf-8")
    records, faults = parse_file(path, "dev")
    assert [r.id for r in records] == ["fr-x-001"]
    assert faults[0].line == 1
    assert any(f.line == 8 for f in faults)


@pytest.mark.parametrize(("text", "message"), [
    (RECORD + RECORD, "is used already"), (RECORD.replace("smart", "vague"), "the criteria say 'smart'"), (RECORD.replace("T+", "T-"), "T should be"), (RECORD.replace("okr", "okrr"), "unknown tag"),
    (RECORD.replace("tags=okr", "pair=p1"), "a vague and a smart"), (RECORD.replace("tags=okr", "tr=t1"), "one record of each language"), (RECORD.replace("tags=okr", "tags=unrealistic"), "A should be"),
])  # fmt: skip
def test_checker(tmp_path, text, message):
    path = tmp_path / "x.goals"
    path.write_text(text, "utf-8")
    records, faults = parse_file(path, "dev")
    assert faults == []
    assert any(message in fault for fault in dataset.faults_of(records))


def test_near_duplicates_across_splits(tmp_path):
    path = tmp_path / "x.goals"
    path.write_text(RECORD, "utf-8")
    one = parse_file(path, "dev")[0]
    two = parse_file(path, "test")[0]
    assert len(dataset.near_duplicates([*one, *two])) == 1
    assert dataset.near_duplicates(one) == []


def test_the_annotated_set_is_sound(capsys):
    assert dataset.main(["--format", "json"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert min(counts["records"].values()) >= 800


def test_quotas_name_what_is_missing():
    counts = dataset.counts(dataset.load())
    assert any("'records'" in fault for fault in quota_faults({**counts, "records": {"fr": 10, "en": 10}}))
    assert quota_faults({"records": {"fr": 1}})[0] == "quota: fr has 1 of 'records', at least 800 are needed"


def test_docbin_holds_every_span():
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    records = [r for r in dataset.load(["dev"]) if r.lang == "en"]
    store = dataset.to_docbin(records, nlp)
    docs = list(DocBin(store_user_data=True).from_bytes(store.to_bytes()).get_docs(nlp.vocab))
    assert len(docs) == len(records)
    assert sum(len(d.ents) for d in docs) == sum(len(r.entities) for r in records)
    assert [d.user_data["id"] for d in docs] == [r.id for r in records]


def test_scores():
    assert (Counts(8, 2, 2).precision, Counts(8, 2, 2).recall, Counts(8, 2, 2).f1) == (0.8, 0.8, 0.8)
    assert kappa([("a", "a")] * 5 + [("b", "b")] * 5) == 1.0
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0.0
    low, high = interval([0.0, 1.0] * 50, lambda u: sum(u) / len(u))
    assert 0.35 < low < 0.5 < high < 0.65
    assert interval([0.0, 1.0] * 50, lambda u: sum(u) / len(u)) == (low, high)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A folder with part of the dev split, and its baseline."""
    folder = tmp_path_factory.mktemp("set")
    (folder / "dev").mkdir()
    for path in (dataset.ROOT / "dev").glob("*-first.goals"):
        (folder / "dev" / path.name).write_bytes(path.read_bytes())
    baseline = folder / "baseline.json"
    assert runner.main(["--data", str(folder), "--update-baseline", str(baseline), "--output", str(folder / "out.txt")]) == 0
    return folder, baseline


def test_same_figures_on_every_run(small, capsys):
    folder, baseline = small
    assert runner.main(["--data", str(folder), "--compare", str(baseline)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out == (folder / "out.txt").read_text("utf-8")


def test_breaking_an_extractor_fails_the_comparison(small, capsys, monkeypatch):
    folder, baseline = small
    monkeypatch.setattr(dates.DateGrammar, "find", lambda self, text, today: [])
    assert runner.main(["--data", str(folder), "--compare", str(baseline)]) == 1
    err = capsys.readouterr().err
    assert "fell: DATE F1 [fr]" in err
    assert "fr-fst-002" in err


def test_what_the_comparison_cannot_use_is_told(small, capsys, tmp_path):
    folder, baseline = small
    data = json.loads(baseline.read_text("utf-8"))
    data["dev"]["figures"]["no such figure [fr]"] = data["dev"]["figures"].pop("DATE F1 [fr]")
    data["dev"]["records"]["fr-gone-001"] = data["dev"]["records"].pop("fr-fst-001")
    other = tmp_path / "baseline.json"
    other.write_text(json.dumps(data), "utf-8")
    assert runner.main(["--data", str(folder), "--compare", str(other)]) == 0
    err = capsys.readouterr().err
    for told in (
        "no longer measured: no such figure [fr]",
        "not in the baseline: DATE F1 [fr]",
        "gone or renamed: fr-gone-001",
        "new record: fr-fst-001",
    ):
        assert told in err


@pytest.mark.parametrize(("arguments", "message"), [
    (["--split", "train"], "holds no record"), (["--lang", "xx"], "holds no record"), (["--compare", "/no/such.json"], "no such baseline"), (["--fail-under", "/no/such.toml"], "no such file"),
])  # fmt: skip
def test_bad_input_is_status_2(small, capsys, arguments, message):
    assert runner.main(["--data", str(small[0]), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_thresholds(small, capsys, tmp_path):
    bounds = tmp_path / "thresholds.toml"
    bounds.write_text('[fr]\n"DATE F1" = 1.01\n', "utf-8")
    assert runner.main(["--data", str(small[0]), "--fail-under", str(bounds), "--format", "junit"]) == 1
    assert "<failure" in capsys.readouterr().out
    bounds.write_text('[fr]\n"DATES F1" = 0.5\n', "utf-8")
    assert runner.main(["--data", str(small[0]), "--fail-under", str(bounds)]) == 2
    assert "fr.DATES F1" in capsys.readouterr().err


def test_github_step_summary(small, capsys, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert runner.main(["--data", str(small[0]), "--format", "markdown"]) == 0
    assert summary.read_text("utf-8") == capsys.readouterr().out
    assert "| DATE F1 | fr |" in summary.read_text("utf-8")


def test_plot(small, tmp_path, capsys):
    pytest.importorskip("matplotlib", reason="an extra")
    for name in ("plot.png", "plot.svg"):
        assert runner.main(["--data", str(small[0]), "--plot", str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 5000


def test_commit_holds_a_baseline_for_dev_and_test():
    baseline = json.loads((dataset.ROOT.parent.parent / "eval" / "baseline.json").read_text("utf-8"))
    assert {"dev", "test"} <= set(baseline)


def test_training_phrases_are_checked(tmp_path):
    (tmp_path / "fr.spans").write_text("# note\nPlus de [leads](METRIC) par [e-mail](CHANNEL)\n", "utf-8")
    (phrase,) = load_phrases(root=tmp_path)
    assert (phrase.lang, phrase.line, [e.label for e in phrase.entities]) == ("fr", 2, ["METRIC", "CHANNEL"])
    for bad, message in (
        ("[2 %](FIGURE percent target)", "'FIGURE' is not marked here"),
        ("Plus de [leads](METRIC) par e-mail", "the line stands already at line 2"),
    ):
        (tmp_path / "fr.spans").write_text(f"# note\nPlus de leads par e-mail\n{bad}\n", "utf-8")
        with pytest.raises(MarkupError, match=rf"fr\.spans:3: {message}"):
            load_phrases(root=tmp_path)


def test_no_training_phrase_repeats_dev_or_test():
    records = dataset.load()
    assert leaks(load_phrases(), records) == []
    held = next(r for r in records if r.split == "dev" and len(r.text) > 60)
    assert leaks([replace(held, split="train", id="x")], records)
