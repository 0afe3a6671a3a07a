"""Calendar, tables and pictures of milestones, and the options that write them."""

import csv
import io
import json
import re
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from dateutil.rrule import rrulestr

from assistant import config, followup, lang
from assistant.errors import ConfigError
from assistant.followup import chart, drawing
from assistant.followup.entries import entries
from assistant.lang.followup import follow_up
from assistant.pipeline import Assistant
from tests.conftest import ROOT, TODAY
from tests.test_cli import DAY, one_line, run

GOALS = (
    "Passer de 100 à 200 clients d'ici fin juin 2027",
    "Réduire l'abandon de panier de 70 % à 59,5 % en 6 mois",
    "Win 50 leads by 27 December 2026",
    "Grow followers from 100 to 5,000 by the end of 2031",
    "Gagner 2 nouveaux clients par mois sur les 6 prochains mois",
    "Augmenter le chiffre d'affaires de 30 % en un an",
    "Reduce costs by 20% by the end of June",
    "Augmenter le chiffre d'affaires de 120 000 € à 1 150 000 € d'ici fin 2028",
    "Atteindre une note de 4,5/5 (3,9 aujourd'hui) d'ici fin 2027",
    "Vendre 300 bougies du 1er au 24 décembre 2027",
    "Sell 300 candles from 1 to 24 December",
    "Gagner 50 leads d'ici le 24 novembre 2026",
    "Augmenter les ventes de 1 000 000 € à 1 000 050 € d'ici fin juin",
)


@pytest.fixture(scope="module")
def rewritten(helper):
    return [helper.rewrite(goal, goal=True) for goal in GOALS]


def read_back(data):
    from icalendar import Calendar

    return Calendar.from_ical(data)


def occurrences(event):
    """The days of an event as a calendar program expands them (RFC 5545: rule, further dates, exceptions)."""
    first = event["dtstart"].dt
    days = {first}
    if "rrule" in event:
        rule = event["rrule"].to_ical().decode()
        days |= {moment.date() for moment in rrulestr(rule, dtstart=datetime(first.year, first.month, first.day))}
    days |= {d.dt for d in event["rdate"].dts} if "rdate" in event else set()
    return tuple(sorted(days - ({d.dt for d in event["exdate"].dts} if "exdate" in event else set())))


def test_a_calendar_is_read_back_as_it_was(rewritten):
    data = followup.to_ics(rewritten, today=TODAY)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = read_back(data)
    assert not calendar.errors
    events = calendar.walk("VEVENT")
    assert not [event.errors for event in events if event.errors]
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert {event["dtstamp"].dt.date() for event in events} == {TODAY}
    for entry in entries(rewritten):
        mine = [event for event in events if entry.text in str(event["summary"])]
        plan = entry.follow_up
        assert {m.date for m in plan.milestones} | {plan.deadline} == {e["dtstart"].dt for e in mine if e.walk("VALARM")}
        review = next(event for event in mine if not event.walk("VALARM"))
        assert occurrences(review) == plan.reviews


def test_alarms_ring_on_the_working_day_before(helper):
    calendar = read_back(followup.to_ics([helper.rewrite("Gagner 12 leads d'ici le 29 mars 2027")], today=TODAY))
    # Monday the 29th is Easter Monday: the deadline is met on Friday the 26th, and its alarm rings on that Friday at nine
    deadline = next(e for e in calendar.walk("VEVENT") if e["dtstart"].dt == date(2027, 3, 29))
    (alarm,) = deadline.walk("VALARM")
    assert alarm["trigger"].to_ical() == b"-P2DT15H"


def test_text_is_escaped_in_a_calendar(helper):
    goal = "Gagner 50 leads; avec Paul, Zoé \\ l'équipe d'ici fin juin 2027\r\nBEGIN:VEVENT"
    calendar = read_back(followup.to_ics([helper.rewrite(goal, goal=True)], today=TODAY))
    summaries = [str(e["summary"]) for e in calendar.walk("VEVENT")]
    assert all("leads; avec Paul, Zoé \\ l'équipe d'ici fin juin 2027 BEGIN:VEVENT" in re.sub(r" +", " ", s) for s in summaries)
    assert len(summaries) == len(helper.rewrite(goal, goal=True).milestones) + 1  # and the reviews


def test_the_same_goal_twice_has_its_own_identifiers(rewritten):
    events = read_back(followup.to_ics([rewritten[0], rewritten[0]], today=TODAY)).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_identifiers_outlive_the_day():
    """A calendar made tomorrow replaces today's: milestones at ends of months keep their identifiers."""
    made = []
    for day in (TODAY, date(2026, 11, 24)):
        analysis = Assistant(today=day).rewrite("Gagner 50 leads d'ici fin juin 2027")
        made.append({str(e["uid"]) for e in read_back(followup.to_ics([analysis], today=day)).walk("VEVENT")})
    assert made[0] == made[1]


@pytest.mark.parametrize(("code", "delimiter", "decimal"), [("fr", ";", "67,9"), ("en", ",", "67.9")])
def test_a_table_in_the_language(rewritten, code, delimiter, decimal):
    rows = list(csv.reader(io.StringIO(followup.to_csv(rewritten, screen=code), newline=""), delimiter=delimiter))
    assert rows[0] == list(follow_up(code).columns.values())
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == 1 + sum(len(a.milestones) for a in rewritten)
    assert decimal in [row[5] for row in rows]


def test_a_table_says_why_there_is_nothing(helper):
    rows = list(csv.reader(io.StringIO(followup.to_csv([helper.rewrite("Sell more")]), newline="")))
    assert rows[1][1] == "Sell more"
    assert rows[1][-1] == "No milestones: the goal has no deadline."


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_is_a_formula(helper, start):
    goal = f"{start}SUM(A1) gagner 50 leads d'ici fin juin"
    for row in csv.reader(io.StringIO(followup.to_csv([helper.rewrite(goal, goal=True)]), newline=""), delimiter=";"):
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_falls_stay_numbers_in_a_table(helper):
    rows = list(csv.reader(io.StringIO(followup.to_csv([helper.rewrite("Reduce costs by 20% by the end of March")]), newline="")))
    assert [row[5] for row in rows[1:]] == ["-6", "-12", "-16", "-20"]


def test_json_holds_the_records(rewritten):
    goals = json.loads(followup.to_json(rewritten, today=TODAY))["goals"]
    assert [g["milestones"] for g in goals] == [[m.to_dict() for m in a.milestones] for a in rewritten]


def drawings(rewritten):
    for entry in entries(rewritten):
        for code in lang.available():
            yield chart.trajectory(entry, today=TODAY, code=code)


def test_no_text_lies_on_another_or_on_the_way(rewritten):
    for picture in drawings(rewritten):
        labels = [part for part in picture.parts if isinstance(part, drawing.Label)]
        boxes = [(label.box[0] + 3, label.box[1] + 2, label.box[2] - 3, label.box[3]) for label in labels]
        for i, one in enumerate(boxes):
            assert not [labels[j].text for j, two in enumerate(boxes) if j > i and drawing.meet(one, two)], labels[i].text
            assert one[0] >= 0
            assert one[2] <= drawing.WIDTH
            assert one[3] <= drawing.HEIGHT
        way = next(part for part in picture.parts if isinstance(part, drawing.Line) and part.colour == "way")
        assert not [label.text for label, box in zip(labels, boxes, strict=True) if chart._crossed(box, list(way.points))]


def test_widths_are_not_too_small():
    font = pytest.importorskip("matplotlib.font_manager")
    from matplotlib.ft2font import FT2Font

    for weight in ("normal", "bold"):
        face = FT2Font(font.findfont(font.FontProperties(family="DejaVu Sans", weight=weight)))
        for text in (
            "Réduire l'abandon de panier de 70\u00a0% à 59,5\u00a0%",
            "1\u202f150\u202f000\u00a0€",
            "MMMMM 30 sept.",
            "wwwmmm — “x” ≈ −3 × 4",
        ):
            face.set_size(100, 72)
            real = sum(face.load_char(ord(c)).linearHoriAdvance for c in text) / 65536
            assert drawing.text_width(text, 100, bold=weight == "bold") >= 0.97 * real


def test_a_picture_tells_itself_in_words(rewritten):
    svg = followup.trajectory_svg(rewritten[1], today=TODAY)
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    ids = [root.find(f"{space}{tag}").get("id") for tag in ("title", "desc")]
    assert root.get("aria-labelledby").split() == ids
    told = root.find(f"{space}desc").text
    assert "de 70\u00a0% le 23 novembre 2026 à 59,5\u00a0% le 21 mai 2027" in told
    assert "67,9\u00a0% le 31 décembre 2026" in told
    assert "prefers-color-scheme:dark" in root.find(f"{space}style").text
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("colour", ["ink", "quiet", "way", "target"])
def test_contrast_is_enough_to_read(theme, colour):
    """WCAG 2.1: 4.5 to 1 for text."""
    one, two = sorted((luminance(drawing.COLOURS[colour][theme]), luminance(drawing.COLOURS["paper"][theme])))
    assert (two + 0.05) / (one + 0.05) >= 4.5


def test_markup_in_a_goal_is_text(helper):
    goal = helper.rewrite("Passer de 100 à 200 clients d'ici fin juin 2027 <script>alert()</script> & $x^y$", goal=True)
    svg = followup.trajectory_svg(goal, today=TODAY)
    assert "<script>" not in svg
    assert "<script>alert()</script> & $x^y$" in "".join(ElementTree.fromstring(svg).itertext())
    pytest.importorskip("matplotlib")
    assert followup.trajectory_png(goal, today=TODAY)


def test_two_runs_give_the_same_bytes(rewritten):
    def all_of():
        return [
            followup.to_ics(rewritten, today=TODAY), followup.to_csv(rewritten), followup.to_json(rewritten, today=TODAY),
            *(followup.trajectory_svg(a, today=TODAY) for a in rewritten),
        ]  # fmt: skip

    assert all_of() == all_of()


def test_a_png_is_drawn_alike_twice(rewritten):
    pytest.importorskip("matplotlib")
    first = followup.trajectory_png(rewritten[0], today=TODAY)
    assert first.startswith(b"\x89PNG")
    assert first == followup.trajectory_png(rewritten[0], today=TODAY)


def test_without_a_figure_there_is_no_picture(helper):
    assert followup.trajectory_svg(helper.rewrite("Lancer le nouveau site d'ici fin mars 2027"), today=TODAY) is None
    assert followup.trajectory_svg(helper.rewrite("Sell more"), today=TODAY) is None


def test_files_of_a_call(tmp_path):
    plan = tmp_path / "plan.md"
    plan.write_text(
        "# Objectifs\n\n- Gagner 50 leads d'ici fin juin 2027\n- Vendre plus\n- Passer de 100 à 200 clients d'ici fin mars 2027\n", "utf-8"
    )
    for ending in ("csv", "json", "ics"):
        status, out, err = run(
            "rewrite", *DAY, str(plan), "--milestones", str(tmp_path / f"m.{ending}"), "--trajectory", str(tmp_path / "t.svg")
        )
        assert status == 0
        assert "Passer de 100 à 200 clients" in out
        assert f"Jalons écrits\u00a0: {tmp_path / 'm'}.{ending}" in err
        assert "objectif 2\u00a0: pas de trajectoire. Pas de jalons\u00a0: l’objectif n’a pas d’échéance." in err
    assert (tmp_path / "m.csv").read_bytes().startswith("\ufeffn°;objectif".encode())
    assert len(json.loads((tmp_path / "m.json").read_text("utf-8"))["goals"]) == 3
    assert read_back((tmp_path / "m.ics").read_bytes()).walk("VEVENT")
    assert sorted(p.name for p in tmp_path.glob("*.svg")) == ["t-1.svg", "t-3.svg"]


@pytest.mark.parametrize(("name", "start"), [("-", "no.,goal"), ("-.csv", "no.,goal"), ("-.json", "{"), ("-.ics", "BEGIN:VCALENDAR\r\n")])
def test_standard_output_holds_the_milestones_alone(name, start):
    status, out, err = run("rewrite", *DAY, "Win 50 leads by the end of June 2027", "--milestones", name)
    assert (status, err) == (0, "")
    assert out.startswith(start) or out.replace("\n", "\r\n").startswith(start)
    assert "Score" not in out


@pytest.mark.parametrize(("option", "name", "message"), [
    ("--milestones", "m.xls", "unknown format '.xls'; name the file *.csv or *.json or *.ics"),
    ("--milestones", "m", "unknown format 'no ending'"),
    ("--trajectory", "m.pdf", "unknown format '.pdf'; name the file *.svg or *.png"),
    ("--milestones", "nowhere/m.csv", "its folder does not exist"),
    ("--trajectory", "nowhere/m.svg", "its folder does not exist"),
    ("--milestones", "/proc/m.csv", "cannot be written"),
])  # fmt: skip
def test_a_wrong_file_is_one_line(option, name, message):
    status, _, err = run("rewrite", *DAY, "Gagner 50 leads d'ici fin juin", option, name)
    assert (status, one_line(err)) == (2, True)
    assert message in err


def test_an_input_is_not_written_over(tmp_path):
    table = tmp_path / "goals.csv"
    table.write_text("objectif\nGagner 50 leads d'ici fin juin\n", "utf-8")
    status, _, err = run("rewrite", *DAY, str(table), "--milestones", str(table))
    assert (status, one_line(err)) == (2, True)
    assert table.read_text("utf-8").startswith("objectif")


@pytest.mark.parametrize(("option", "name"), [("--milestones", "m.ics"), ("--trajectory", "m.svg")])
def test_nothing_to_write_is_one_line(tmp_path, option, name):
    status, _, err = run("rewrite", *DAY, "Vendre plus", option, str(tmp_path / name))
    assert (status, one_line(err)) == (2, True)
    assert not (tmp_path / name).exists()


def test_settings_reach_the_milestones(tmp_path):
    settings = tmp_path / "smartgoals.toml"
    settings.write_text('shape = "linear"\nmargin = 0\ncountry = "US"\n', "utf-8")
    status, out, _ = run("rewrite", *DAY, "--config", str(settings), "--format", "jsonl", "Win 50 leads by 5 July 2027")
    record = json.loads(out)
    assert status == 0
    assert (record["follow_up"]["shape"], record["follow_up"]["country"]) == ("linear", "US")
    assert record["milestones"][-1]["date"] == "2027-07-02"


@pytest.mark.parametrize(("line", "message"), [
    ('shape = "lineer"', "shape: 'lineer' is not one of 30-60-100, linear, s-curve, seasonal (did you mean 'linear'?)"),
    ("margin = 80", "margin: expected percent of the time, from 0 to 50, not 80"),
    ("margin = true", "margin: expected percent of the time"),
    ('country = "XX"', "country: 'XX' is not known"),
    ('country = "FR-ZZ"', "country: 'FR-ZZ' is not known"),
    ('contry = "FR"', "unknown key 'contry' (did you mean 'country'?)"),
    ('shape = "seasonal"', "'seasonal' needs season-weights"),
    ("season-weights = [1, 2]", "season-weights: expected twelve numbers"),
    ("season-weights = [0,0,0,0,0,0,0,0,0,0,0,0]", "season-weights: expected twelve numbers"),
])  # fmt: skip
def test_settings_are_checked(tmp_path, line, message):
    path = tmp_path / "smartgoals.toml"
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(ConfigError, match=re.escape(message)) as caught:
        config.load(path)
    assert str(path) in str(caught.value)


def test_languages_have_the_same_texts():
    first, *others = (follow_up(code) for code in lang.available())
    for other in others:
        for table in ("per", "periods", "none_because", "text", "columns", "messages"):
            assert set(getattr(first, table)) == set(getattr(other, table))
    assert all(len(follow_up(code).month_names) == 12 for code in lang.available())


def test_milestones_start_nothing_heavy():
    """Neither matplotlib nor icalendar is loaded for a rewrite, nor `holidays` where there is nothing to plan."""
    import subprocess
    import sys

    code = (
        "import sys\nfrom datetime import date\nimport assistant\n"
        "assistant.load(today=date(2026, 11, 23)).rewrite('Vendre plus')\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'matplotlib', 'icalendar', 'holidays'}))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout == "[]\n"
