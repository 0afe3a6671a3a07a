"""A user's own figures: read from a table, fitted robustly, and held against goals before the catalogue is."""

from datetime import date

import pytest
from typer.testing import CliRunner

import assistant
from assistant.cli import app
from assistant.documents.history import read_history
from assistant.errors import InputError
from assistant.pipeline import Assistant
from assistant.trend import History, Series, fit
from tests.conftest import TODAY

MONTHS = [date(2025 + i // 12, i % 12 + 1, 28) for i in range(22)]


def series(slope, start=1000.0, name="organic traffic", noise=(0, 12, -9, 5, -14, 7)):
    return Series(name, tuple((day, start + slope * i + noise[i % len(noise)]) for i, day in enumerate(MONTHS)))


def judged(text, own, lang="en"):
    return Assistant(today=TODAY, lang=lang, history=History((own,))).analyse(text, goal=True)


def test_one_wild_value_does_not_move_the_trend():
    calm = series(20)
    wild = Series(calm.name, (*calm.points[:10], (MONTHS[10], 90_000.0), *calm.points[11:]))
    one, two = fit(calm, TODAY), fit(wild, TODAY)
    assert one.slope == pytest.approx(20, abs=1.5)
    assert two.slope == pytest.approx(one.slope, abs=1.5)
    assert one.slope_low <= one.slope <= one.slope_high


def test_projection_widens_with_time():
    trend = fit(series(20), TODAY)
    near, far = trend.at(1), trend.at(12)
    assert far[2] - far[1] >= near[2] - near[1] > 0
    assert near[1] < near[0] < near[2]


def test_too_few_points_have_no_trend():
    assert fit(Series("x", series(1).points[:3]), TODAY) is None
    assert fit(Series("x", tuple((TODAY, 1.0) for _ in range(9))), TODAY) is None


def test_own_history_comes_before_the_catalogue():
    text = "Grow organic traffic by 50% in 6 months"
    assert Assistant(today=TODAY, lang="en").analyse(text, goal=True).realism.source == "editorial estimate"
    young = Series("organic traffic", tuple((day, 300 + 150.0 * i) for i, day in enumerate(MONTHS[-8:])))
    fast, flat = judged(text, young), judged(text, series(0))
    assert (fast.realism.band, flat.realism.band) == ("plausible", "ambitious")
    assert fast.realism.source == flat.realism.source == "history"
    assert judged("Triple organic traffic in 3 months", series(5)).criteria["achievable"].status == "missing"


@pytest.mark.parametrize(("text", "lang", "said"), [
    ("Grow organic traffic by 30% in 6 months", "en", "by your own history (22 values)"), ("Augmenter le trafic organique de 30 % en 6 mois", "fr", "d’après votre historique (22 valeurs)"),
])  # fmt: skip
def test_the_verdict_says_so_with_the_sum_in_either_language(text, lang, said):
    assert said in judged(text, series(20), lang).criteria["achievable"].reason


def test_other_metrics_are_not_judged_by_it():
    assert judged("Grow email open rate from 20% to 22% in 6 months", series(20)).realism.source != "history"
    assert judged("Grow organic traffic from 40,000 to 42,000 in 6 months", series(20, name="")).realism.source != "history"


@pytest.mark.parametrize("span", [1, 3, 6, 12, 24])
@pytest.mark.parametrize("slope", [-30, 0, 20, 80])
def test_more_time_and_a_lower_target_never_make_it_worse(span, slope):
    order = ("plausible", "ambitious", "not-credible")
    bands = [[order.index(judged(f"Bring organic traffic to {1_500 + more:,} visits in {months} months", series(slope)).realism.band) for months in (span, span + 5)] for more in (0, 900, 4_000)]  # fmt: skip
    assert all(later <= sooner for sooner, later in bands)
    assert bands[0][0] <= bands[1][0] <= bands[2][0]


ROWS = [("2026-06-30", "1 000,5"), ("2026-07-31", "1 050"), ("2026-08-31", "1 100"), ("2026-09-30", "1 175,25")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(("delimiter", "suffix"), [(";", "csv"), ("\t", "tsv"), ("|", "csv")])
def test_any_delimiter_and_encoding_with_french_decimals(tmp_path, encoding, delimiter, suffix):
    path = tmp_path / f"h.{suffix}"
    path.write_text("Période%sChiffre d'affaires réalisé\n" % delimiter + "".join(f"{d}{delimiter}{v}\n" for d, v in ROWS), encoding)  # noqa: UP031
    (found,) = read_history(path).series
    assert found.name == "Chiffre d'affaires réalisé"
    assert [v for _, v in found.points] == [1000.5, 1050, 1100, 1175.25]


@pytest.mark.parametrize("dates", [["30/06/2026", "31/07/2026", "31/08/2026", "30/09/2026"], ["06/30/2026", "07/31/2026", "08/31/2026", "09/30/2026"], ["2026-06", "2026-07", "2026-08", "2026-09"], ["juin 2026", "juillet 2026", "août 2026", "sept. 2026"], ["06/2026", "07/2026", "08/2026", "09/2026"]])  # fmt: skip
def test_dates_as_people_write_them(tmp_path, dates):
    path = tmp_path / "h.csv"
    path.write_text("date,value\n" + "".join(f"{d},{i}\n" for i, d in enumerate(dates)), "utf-8")
    assert [d.isoformat() for d, _ in read_history(path).series[0].points] == ["2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30"]


def test_several_metrics_and_thousands(tmp_path):
    path = tmp_path / "h.csv"
    path.write_text(
        "metric,date,value\n" + "".join(f'{m},2026-0{i},"{i},{100 + i}.5"\n' for i in range(1, 6) for m in ("orders", "visits")), "utf-8"
    )
    found = read_history(path).series
    assert [s.name for s in found] == ["orders", "visits"]
    assert found[0].points[0][1] == 1101.5


@pytest.mark.parametrize(("content", "said"), [
    ("date,value\n2026-01,12\n2026-02,abc\n", "row 3, column 2 (value): 'abc' is no number"), ("date,value\n2026-01,12\nyesterday,3\n", "row 3, column 1 (date): 'yesterday' is no date"),
    ("date,value\n2026-01,12\n2026-02,\n", "row 3, column 2 (value): empty"), ("date,value\n3/4/2026,1\n4/5/2026,2\n", "row 2, column 1 (date): '3/4/2026' may be two days"), ("date,value\n31/02/2026,1\n", "row 2, column 1 (date): '31/02/2026' is no day"),
    ("2026-01\n2026-02\n", "row 1 has one column"), ("", "empty"), ("\n\n", "empty"), ("date,value\n2026-01,1\n2026-02,2\n", "2 values"), ("a,b\nx\n", "row 2, column 1 (date): 'x' is no date"),
])  # fmt: skip
def test_a_bad_file_is_one_line_with_its_place(tmp_path, content, said):
    path = tmp_path / "h.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        read_history(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    done = CliRunner().invoke(app, ["check", "--history", str(path), "Sell more"])
    assert isinstance(done.exception, InputError)


def test_from_python_and_from_the_command_line(tmp_path):
    path = tmp_path / "h.csv"
    path.write_text("date;trafic organique\n" + "".join(f"{d};{v:.0f}\n" for d, v in series(20).points), "utf-8")
    text = "Augmenter le trafic organique de 30 % en 6 mois"
    for given in (path, str(path), read_history(path)):
        assert assistant.load(today=TODAY, history=given).analyse(text, goal=True).realism.source == "history"
    for command in ("check", "rewrite"):
        done = CliRunner().invoke(app, [command, "--today", "2026-11-23", "--history", str(path), "--format", "jsonl", text])
        assert '"source": "history"' in done.stdout
