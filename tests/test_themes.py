"""The theme of a wish: gold, features, trained weights, what a goal's frame takes from them."""

import json

import pytest

from assistant import lang, resources, themes
from assistant.errors import ResourceError
from assistant.knowledge import knowledge
from eval import dataset, train_themes
from eval.markup import parse_file
from eval.measures import rows
from eval.predict import predict
from eval.reporting import faults

SETTINGS = {"l2": 1.0, "iterations": 40, "least": 1, "smallest": 0.01, "pair": 0.5, "other": 0.3}
WISH = "@ fr-x-001 vague hr/recruiting S- M- A? R? T- {}\nTrouver des apprentis\n"


@pytest.fixture
def no_models(monkeypatch):
    monkeypatch.setattr(themes, "model_file", lambda code, name: None)


def test_a_header_carries_themes(tmp_path):
    path = tmp_path / "x.goals"
    path.write_text(WISH.format("theme=recruiting|people tags=typo"), "utf-8")
    (record,), found = parse_file(path, "dev")
    assert (record.themes, record.tags, found) == (("recruiting", "people"), ("typo",), [])
    path.write_text(WISH.format("theme=none"), "utf-8")
    assert parse_file(path, "dev")[0][0].themes == (themes.NONE,)
    path.write_text(WISH.format(""), "utf-8")
    assert parse_file(path, "dev")[0][0].themes == ()


@pytest.mark.parametrize(("header", "message"), [
    (WISH.format("theme=hiring"), "unknown theme 'hiring'"), (WISH.format("theme=people|none"), "unknown theme 'none'"), (WISH.format("theme=people|"), "unknown theme ''"),
    ("@ fr-x-001 nongoal hr/people theme=people\nÀ table\n", "a nongoal has no theme"), (WISH.format("themes=people"), "expected pair=…, tr=…, tags=… or theme=…"),
])  # fmt: skip
def test_a_wrong_theme_is_a_fault_with_its_place(tmp_path, header, message):
    path = tmp_path / "x.goals"
    path.write_text(f"# a comment\n{header}", "utf-8")
    fault = str(parse_file(path, "dev")[1][0])
    assert fault.startswith(f"{path}:2: ")
    assert message in fault


def test_both_languages_have_enough_themes():
    records = dataset.load(["dev", "train"])
    themed = {
        (code, split): sum(bool(r.themes) for r in records if (r.lang, r.split) == (code, split))
        for code in lang.available()
        for split in ("dev", "train")
    }
    assert min(n for (_, split), n in themed.items() if split == "dev") >= 90
    assert min(n for (_, split), n in themed.items() if split == "train") >= 350
    assert dataset.counts(records)["theme recruiting"].keys() == {"en", "fr"}


@pytest.mark.parametrize(("code", "text", "theme"), [
    ("fr", "On galère à embaucher des cuisiniers", "recruiting"), ("en", "We struggle to hire chefs", "recruiting"),
    ("fr", "Se faire payer plus vite", "cash"), ("en", "Get customers to pay us on time", "cash"),
    ("fr", "sortir plus haut dans google", "seo"), ("en", "come up higher on Google", "seo"),
    ("fr", "Faire revenir les clients", "loyalty"), ("en", "Bring our customers back", "loyalty"),
    ("fr", "Remplir l'hôtel en semaine", "local"), ("en", "Fill the hotel on weekdays", "local"),
    ("fr", "Trouver des bénévoles pour la collecte", "nonprofit"), ("en", "Find volunteers for the food bank", "nonprofit"),
    ("fr", "Répondre plus vite au téléphone", "support"), ("en", "Answer the phone faster", "support"),
])  # fmt: skip
def test_wishes_of_both_languages(code, text, theme):
    assert themes.grammar(code).of(text) == theme


def test_a_frame_takes_the_theme_of_its_indicator_first(helper):
    assert helper.analyse("Baisser le turnover de 18 % à 12 % d'ici fin juin", goal=True).frame.theme == "people"
    assert helper.analyse("Trouver des bénévoles pour le salon", goal=True).frame.theme == "nonprofit"


def test_a_theme_decides_what_is_proposed(helper):
    metric = next(q for q in helper.rewrite("We struggle to hire chefs", goal=True).questions if q.slot == "metric")
    assert metric.suggestions[0] == lang.get("en").kpis["applications"].name


def test_what_cannot_be_told_has_no_theme():
    for code in lang.available():
        grammar = themes.grammar(code)
        assert grammar.of("") is None
        assert grammar.of("zzz qqq xxx") is None
        assert sum(grammar.scores("zzz").values()) == pytest.approx(1.0)


def test_the_time_does_not_grow_with_the_text():
    assert len(themes.grammar("en").features("word " * 50 + "".join(f"other{chr(97 + i % 26)}{i} " for i in range(5000)))) < 300


def test_without_a_model_the_longest_keyword_decides(no_models):
    grammar = themes.ThemeGrammar(lang.get("en"))
    assert grammar.scores("Find volunteers") == {}
    assert grammar.of("Better customer service") == "support"
    assert grammar.of("Be brave") is None


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "{}", '{"w=a": {"people": 1.0}}', '{"bias": {"hiring": 0.1}}', '{"bias": {"people": 0.1}, "w=a": {"sales": 1.0}}'],
)
def test_a_broken_model_is_one_clear_line(tmp_path, monkeypatch, content):
    path = tmp_path / themes.MODEL
    path.write_text(content, "utf-8")
    monkeypatch.setattr(themes, "model_file", lambda code, name: path)
    with pytest.raises(ResourceError, match="not a trained model of the themes at hand"):
        themes.ThemeGrammar(lang.get("en"))


def test_training_rows_take_their_theme_from_gold_pair_domain_and_indicator(tmp_path):
    path = tmp_path / "x.goals"
    path.write_text(
        "@ en-x-1 vague hr/recruiting S- M- A? R? T- pair=p theme=recruiting|people\nHire welders\n\n"
        "@ en-x-2 smart hr/recruiting S+ M+ A? R? T+ pair=p\nHire two welders\n\n"
        "@ en-x-3 partial hr/recruiting S+ M+ A? R? T-\nLess [absenteeism](METRIC)\n\n"
        "@ en-x-4 partial sport/chess S+ M+ A? R? T-\nWin more\n\n"
        "@ en-x-5 nongoal hr/people\nWelders\n", "utf-8",
    )  # fmt: skip
    made = train_themes.rows(parse_file(path, "train")[0], "en")
    assert [(text, kind) for text, _, kind in made] == [
        ("Hire welders", "gold"),
        ("Hire two welders", "pair"),
        ("Less absenteeism", "other"),
    ]
    assert made[1][1] == {"recruiting": 0.5, "people": 0.5}
    assert made[2][1]["people"] > made[2][1]["recruiting"]
    assert all(sum(share.values()) == pytest.approx(1.0) for _, share, _ in made)


def test_fitting_learns_and_repeats_itself():
    data = [("hire a welder", {"recruiting": 1.0}, "gold"), ("find a cook to hire", {"recruiting": 1.0}, "gold"),
            ("sell more boats", {"sales": 1.0}, "gold"), ("sell boats abroad", {"sales": 1.0}, "other")]  # fmt: skip
    table = train_themes.fit(data, "en", SETTINGS)
    assert table == train_themes.fit(data, "en", SETTINGS)
    assert table["w=hire"]["recruiting"] > 0 > table["w=hire"]["sales"]
    assert set(table["bias"]) == {"recruiting", "sales"}


def test_committed_models_know_the_catalogue_and_stay_small():
    for code in lang.available():
        path = resources.model_file(code, themes.MODEL)
        assert path is not None
        assert path.stat().st_size < 1_000_000
        assert set(json.loads(path.read_text("utf-8"))["bias"]) <= {*knowledge().themes, themes.NONE}


def test_the_evaluation_counts_themes_where_gold_has_them(tmp_path):
    path = tmp_path / "x.goals"
    path.write_text(
        "@ fr-x-1 vague hr/recruiting S- M- A? R? T- theme=recruiting\nEmbaucher des cuisiniers\n\n"
        "@ fr-x-2 vague hr/recruiting S- M- A? R? T- theme=health\nEmbaucher des serveurs\n\n"
        "@ fr-x-3 vague hr/recruiting S- M- A? R? T-\nEmbaucher\n", "utf-8",
    )  # fmt: skip
    pairs = predict(parse_file(path, "dev")[0], rewrites=False)
    row = next(r for r in rows(pairs) if r.measure == "theme accuracy")
    assert (row.lang, row.n, row.value) == ("fr", 2, 0.5)
    assert [faults(p).get("theme") for p in pairs] == [None, "gold health, pred recruiting", None]
