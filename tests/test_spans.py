"""The trained spans: what the model decides, what happens without it, that training repeats itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise

import pytest

import assistant
from assistant import lang, nlp
from assistant.entities import by_grammar, recognise, spans
from assistant.errors import ResourceError

TODAY = date(2026, 11, 23)


def parsed(text, code):
    return next(nlp.tokens([text], code))


@pytest.mark.parametrize(("code", "text", "wanted"), [
    ("fr", "Gagner 300 abonnés sur Instagram auprès des jeunes parents", {("METRIC", "abonnés"), ("CHANNEL", "Instagram"), ("AUDIENCE", "jeunes parents")}),
    ("en", "Cut cart abandonment among new customers with reminder emails", {("METRIC", "cart abandonment"), ("CHANNEL", "emails")}),
])  # fmt: skip
def test_model_and_grammar_together(code, text, wanted):
    found = recognise(text, parsed(text, code), lang.get(code), TODAY).entities
    assert {(e.label, e.text) for e in found} >= wanted
    assert all(a.end <= b.start for a, b in pairwise(found)), "entities never overlap"


def test_figures_and_dates_are_the_grammars():
    text = "Passer le taux de conversion de 2 % à 3 % d'ici fin juin"
    tokens = parsed(text, "fr")
    both = [
        [(e.span, e.kind, e.role) for e in r(text, tokens, lang.get("fr"), TODAY).entities if e.label in ("FIGURE", "DATE")]
        for r in (by_grammar, recognise)
    ]
    assert both[0] == both[1] != []


def test_a_span_that_only_the_model_finds_gets_its_catalogue_id():
    tagger = spans.tagger("fr")
    text = "Gagner 300 abonnés sur Instagram"
    tokens = parsed(text, "fr")
    entities = recognise(text, tokens, lang.get("fr"), TODAY).entities
    assert tagger is not None
    assert next(e.id for e in entities if e.label == "CHANNEL") == "instagram"


def test_without_a_model_the_grammar_stands(monkeypatch):
    monkeypatch.setattr(spans, "tagger", lambda code: None)
    text = "Gagner 50 leads via LinkedIn d'ici fin juin"
    tokens = parsed(text, "fr")
    assert recognise(text, tokens, lang.get("fr"), TODAY) == by_grammar(text, tokens, lang.get("fr"), TODAY)


def test_a_broken_model_is_one_clear_line(tmp_path):
    path = tmp_path / "spans.crf"
    path.write_bytes(b"not a model")
    with pytest.raises(ResourceError, match=r"spans\.crf: not a trained model; rebuild it: smartgoals train"):
        spans.SpanTagger(lang.get("fr"), path)


def test_threads_get_the_same_answers():
    helper = assistant.load(today=TODAY)
    texts = ["Gagner 50 leads via LinkedIn", "Win 20 customers among architects by June", "Réduire le churn des PME"] * 20
    alone = [helper.analyse(t).to_dict() for t in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda t: helper.analyse(t).to_dict(), texts)) == alone


@pytest.mark.slow
def test_the_committed_model_is_what_training_gives(tmp_path):
    from eval.train import examples, main

    assert main(["--lang", "fr", "--output", str(tmp_path)]) == 0
    made, committed = spans.SpanTagger(lang.get("fr"), tmp_path / "fr" / "spans.crf"), spans.tagger("fr")
    assert committed is not None
    dev = examples("dev", "fr")
    same = sum(
        made.find(e.record.text, e.tokens, e.found.entities) == committed.find(e.record.text, e.tokens, e.found.entities) for e in dev
    )
    # another processor may round otherwise, so not byte for byte
    assert same >= 0.98 * len(dev), "models/ is stale: run smartgoals train"


def test_a_slip_of_the_pen_is_seen_near_its_word():
    nearly = spans.Features(lang.get("en")).nearly
    assert nearly("folowers") == nearly("donwloads") == "kpi"
    assert nearly("followers") == nearly("gardening") == "-"


def test_words_beyond_what_is_kept_are_forgotten(monkeypatch):
    tagger = nlp.pipeline("en")
    monkeypatch.setattr(nlp, "KEPT", len(tagger.vocab.strings) - nlp._known("en") + 200)
    lines = [f"raise the {'abcdefghij'[i % 10]}z{i}qx rate" for i in range(1500)]
    tagged = list(nlp.tokens(lines, "en"))
    assert len(tagger.vocab.strings) < nlp._known("en") + nlp.KEPT + 3 * nlp.BATCH
    assert [t.text for t in tagged[-1]] == lines[-1].split(), "what was read outlives what spaCy forgets"
    assert list(nlp.tokens(lines[:5], "en")) == tagged[:5]
