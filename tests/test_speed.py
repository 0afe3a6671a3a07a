"""What makes the analysis fast changes no result, and a start loads no more than it needs."""

import json
import re
import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from assistant import lang
from assistant.criteria.base import Context, Rule, once
from assistant.entities import audiences, crf, dates, figures, prefilter, role_model, roles, spans, zones
from assistant.entities.alternatives import joined
from assistant.entities.heads import WordPattern, beginnings
from assistant.pipeline import Assistant
from assistant.records import Frame
from eval.bench_growth import exponent
from eval.dataset import load

TODAY = date(2026, 11, 23)
LANGUAGES = ("fr", "en")
ODD = ["İstanbul’da satışları artır", "ſell more in ſummer", "e\u0301tendre l’offre", "", "   ", "½ of ٣ shops", "ΣΕΠΤΈΜΒΡΙΟΣ", "a_b de_c"]


def texts(code: str, step: int = 9) -> list[str]:
    return [r.text for r in load(["dev"]) if r.lang == code][::step] + ODD


@pytest.mark.parametrize("code", LANGUAGES)
def test_alternatives_that_are_grouped_match_as_those_in_a_row(code):
    lexicon, audience = lang.lexicon(code), lang.get(code).audiences
    for words in (lexicon.goal_cues, lexicon.means_cues, lexicon.words_more, audience.heads, audience.weak_heads, lexicon.past_cues):
        plain, grouped = (re.compile(rf"(?<!\w)(?:{made(words)})", re.IGNORECASE) for made in ("|".join, joined))
        for text in texts(code):
            assert [m.span() for m in plain.finditer(text)] == [m.span() for m in grouped.finditer(text)], text


def test_grouping_keeps_the_order_of_what_may_match_at_one_place():
    for words in (["é", "e", "été"], ["ab?", "a", "abc"], ["d(?:u|e)", "du reste"], ["N", "nps"], ["a|b", "b c"], ["(x)a", "xb"]):
        plain, grouped = ("|".join(words), joined(words))
        for text in ("été", "abc", "du reste", "NPS", "b c", "xb xa"):
            found = [[m.group() for m in re.finditer(p, text, re.IGNORECASE)] for p in (plain, grouped)]
            assert found[0] == found[1], (words, text)


@pytest.mark.parametrize("code", LANGUAGES)
def test_word_patterns_match_as_plain_patterns(code):
    found = (
        audiences.grammar(code).strong, audiences.grammar(code).weak, roles.grammar(code).up, roles.grammar(code).down,
        zones.grammar(code).means, zones.grammar(code).reason, roles.grammar(code).reaching,
    )  # fmt: skip
    for pattern in found:
        for text in texts(code):
            for start, end in ((0, sys.maxsize), (3, 40)):
                expected = [m.span() for m in pattern.pattern.finditer(text, start, end)]
                assert [m.span() for m in pattern.finditer(text, start, end)] == expected, text
            for ours, plain in ((pattern.search, pattern.pattern.search), (pattern.match, pattern.pattern.match)):
                assert [m.span() if (m := f(text)) else None for f in (ours, plain)] in ([None, None], [m.span()] * 2 if m else []), text


def test_a_pattern_that_a_text_cannot_match_is_not_compiled():
    pattern = WordPattern(["double", "triple"])
    assert pattern.search("sell more") is None
    assert "pattern" not in vars(pattern)
    assert pattern.search("so we Triple it").span() == (6, 12)


def test_beginnings_tell_where_words_begin():
    assert beginnings("Vendre 12") == {"v": [0], "ve": [0], "ven": [0], "0": [7], "00": [7]}
    assert beginnings("İ") is None, "its lower case is two characters"


@pytest.mark.parametrize("code", LANGUAGES)
def test_scanned_patterns_match_as_each_alone(code):
    grammar, sense = dates.grammar(code), figures.grammar(code).sense
    for text in texts(code, 25):
        expected = [(i, m.span()) for i in range(len(grammar.patterns)) for m in grammar.compiled(i).finditer(text)]
        assert [(i, m.span()) for i, m in grammar.scanner.matches(text)] == expected, text
        for scanner in (sense.names, sense.one, sense.phrases, figures.grammar(code).multipliers):
            assert isinstance(scanner, prefilter.Scanner)
            expected = [(i, m.span()) for i in range(len(scanner._expanded)) for m in scanner._compiled(i).finditer(text)]
            assert [(i, m.span()) for i, m in scanner.matches(text)] == expected, text


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["spans", "roles"])
def test_models_are_decoded_as_crfsuite_decodes_them(code, name, monkeypatch):
    import pycrfsuite

    model = spans.tagger(code).model if name == "spans" else role_model.model(code)
    features = spans.tagger(code).features
    rows: list[list[list[str]]] = []
    monkeypatch.setattr(crf.Model, "tag", lambda self, given, tag=crf.Model.tag: rows.append(given) or tag(self, given))
    find = spans.SpanTagger.find
    if name == "spans":
        monkeypatch.setattr(spans.SpanTagger, "find", lambda self, *given: rows.append(features.of(*given)) or find(self, *given))
    list(Assistant(today=TODAY, lang=code).pipe(texts(code)))
    reference = pycrfsuite.Tagger()
    reference.open(str(model.path))
    known = [r for r in rows if r and (name == "roles") == ("bias" in r[0] and r[0][1].startswith("g="))]
    assert len(known) > 20
    for given in known:
        assert model.tag(given) == reference.tag(given)


def test_weights_of_groups_are_those_of_their_features():
    tagger = spans.tagger("en")
    text = "Win 20 leads among architects via LinkedIn"
    from assistant import nlp

    tokens = next(nlp.tokens([text], "en"))
    rows = tagger.features.of(text, tokens, ())
    alone = np.array([tagger.model.score(row) for row in rows])
    together = np.array([
        sum(np.array(tagger._weigh(group)) for group in token) for token in tagger.features.groups(text, tokens, ())
    ])  # fmt: skip
    assert np.allclose(alone, together)


def test_a_sum_is_worked_out_once_a_goal():
    calls = []
    asked = once(lambda context: calls.append(context) or 1)
    rule = Rule("X001", "x", "specific", "error", lambda context: calls.append(context))
    english = lang.get("en")
    for _ in range(2):
        context = Context("Sell more", Frame(), (), english, TODAY, english)
        assert asked(context) == asked(context) == 1
        assert rule.found(context) is rule.found(context) is None
    assert len(calls) == 4


@pytest.mark.slow
def test_a_check_loads_no_more_than_it_needs():
    """Half a second of imports each: what a check of one goal does without."""
    # spaCy takes torch up by itself where it is installed, hence "not to be had" before it looks
    code = (
        "import sys, json\nsys.modules['torch'] = None\nfrom assistant.cli import main\nsys.argv = ['smartgoals', 'check', '--today', '2026-11-23', 'Win 50 leads by June']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint('\\n' + json.dumps(sorted(name for name, module in sys.modules.items() if module)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    for name in (
        "gradio",
        "torch",
        "docx",
        "pptx",
        "openpyxl",
        "dateparser",
        "langdetect",
        "pycrfsuite",
        "spacy.lang.fr",
        "matplotlib",
        "holidays",
    ):
        assert name not in loaded, f"{name} is loaded by a check of one English goal"
    assert "assistant.lang.fr.rules" not in loaded, "a second language is loaded"


def test_the_exponent_of_a_line_is_one():
    assert exponent([1, 10, 100], [0.2, 2, 20]) == pytest.approx(1)
    assert exponent([1, 10, 100], [1, 100, 10000]) == pytest.approx(2)
