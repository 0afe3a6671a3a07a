"""HTML pages: what is found, and that every byte outside the goals stays."""

import re

import pytest

from assistant import documents, work
from assistant.documents.base import Edit, Writing
from tests.conftest import TODAY

PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="{charset}"><title>Vendre plus</title>
<style>p {{ color: red }} /* Vendre plus */</style><script>var a = "<p>Vendre plus</p>";</script></head>
<body>
<!-- Vendre plus -->
<nav><a href="#">Vendre plus</a></nav>
<h1>Plan &amp; cap 2027</h1>
<p>En 2026, la boutique a r&eacute;alis&eacute; 182&nbsp;000&nbsp;&euro; de ventes.</p>
<h2>Objectifs</h2>
<ul>
  <li><b>Am&eacute;l</b>iorer la <i>visibilit&#233;</i>
      sur Google</li>
  <li>Gagner 500 abonn\u00e9s Instagram d\u2019ici fin juin 2027<ul><li>Vendre plus</li></ul></li>
  <li><!-- smartgoals: ignore T001 -->Fid\u00e9liser nos clients</li>
</ul>
<pre>Vendre plus</pre>
<table><tr><th>Objectif</th><th>\u00c9ch\u00e9ance</th><th>Responsable</th></tr>
<tr><td>Augmenter le <em>taux</em> de r\u00e9achat</td><td>fin 2027</td><td>In\u00e8s</td></tr>
<tr><td>D\u00e9crocher des contrats</td><td></td><td></td></tr></table>
<h2>Contexte</h2><ul><li>Panier moyen\u00a0: 41\u00a0\u20ac, contre 38\u00a0\u20ac en 2025</li></ul>
<!-- smartgoals: ignore -->
<p>Devenir la marque pr\u00e9f\u00e9r\u00e9e des Nantais.</p>
</body></html>
"""
GOALS = {
    "11:10": "Améliorer la visibilité sur Google", "13:7": "Gagner 500 abonnés Instagram d’ici fin juin 2027", "13:63": "Vendre plus", "14:43": "Fidéliser nos clients",
    "18:9": "Augmenter le taux de réachat (Échéance : fin 2027)", "19:9": "Décrocher des contrats",
}  # fmt: skip


def made(helper, tmp_path, charset="utf-8", ending="\n"):
    path = tmp_path / "plan.html"
    path.write_bytes(PAGE.format(lang="fr", charset=charset).replace("\n", ending).encode(charset, "xmlcharrefreplace"))
    return path, work.document(helper, path, rewrite=True, fill="placeholder")


def visible(data, charset="utf-8"):
    from html import unescape

    return " ".join(unescape(re.sub(r"<[^>]+>", "", data.decode(charset))).replace("\u00a0", " ").split())


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_goals_and_places(helper, tmp_path, ending):
    _, result = made(helper, tmp_path, ending=ending)
    found = {g.block.where: g.block.text for g in result.goals}
    assert set(found.values()) == set(GOALS.values())
    assert {where for where in found if where.split(":")[0] in ("18", "19")} == {"18:9", "19:9"}
    assert {g.block.heading[:2] for g in result.goals} == {("Plan & cap 2027", "Objectifs")}
    assert next(g for g in result.goals if g.block.text.startswith("Fid")).block.ignored == {"T001"}


@pytest.mark.parametrize(("charset", "ending"), [("utf-8", "\n"), ("iso-8859-1", "\r\n"), ("cp1252", "\n")])
def test_bytes_outside_the_goals_stay(helper, tmp_path, charset, ending):
    path, result = made(helper, tmp_path, charset, ending)
    before, after = path.read_bytes(), work.rewritten_bytes(result)
    assert re.findall(rb"<[^>]*>", after) == re.findall(rb"<[^>]*>", before)
    assert after.count(b"\r\n") == before.count(b"\r\n")
    expected = visible(before, charset)
    for goal in result.goals:
        old = goal.block.text.removesuffix(goal.block.beside)
        new = goal.analysis.rewrite.text.replace(goal.block.beside, "", 1) if goal.block.beside else goal.analysis.rewrite.text
        at = expected.find(old, expected.find("Objectifs"))
        expected = expected[:at] + new.replace("\u00a0", " ") + expected[at + len(old) :]
    assert visible(after, charset) == expected
    head = before.index(b"<ul>")
    assert after[:head] == before[:head]
    assert after.endswith(before[before.index(b"Contexte") :])


def test_comment_mode_adds_proposals_that_are_not_read_again(helper, tmp_path):
    path, result = made(helper, tmp_path)
    after = work.rewritten_bytes(result, mode="comment")
    assert re.sub(rb'<br><em class="smartgoals">.*?</em>', b"", after) == path.read_bytes()
    assert after.count(b'class="smartgoals">Proposition') == sum(g.analysis.rewrite.changed for g in result.goals)
    path.write_bytes(after)
    again = work.document(helper, path, rewrite=True, fill="placeholder")
    assert [g.block.text for g in again.goals] == [g.block.text for g in result.goals]


def test_new_words_are_escaped(tmp_path):
    path = tmp_path / "plan.html"
    path.write_text("<ul><li>Vendre <b>plus</b> en ligne</li></ul>", "utf-8")
    document = documents.read(path)
    out = document.write({0: Edit("Vendre <plus> & mieux en ligne")}, Writing("replace", TODAY))
    assert out.decode() == "<ul><li>Vendre &lt;<b>plus&gt; &amp; mieux</b> en ligne</li></ul>"


def test_findings_are_located_in_the_source(helper, tmp_path):
    path, result = made(helper, tmp_path)
    goal = next(g for g in result.goals if g.block.text.startswith("Amé"))
    place = result.document.locate(goal.block.key, 0, len("Améliorer la visibilité sur Google"))
    source = path.read_text("utf-8")
    assert source[place.offset : place.offset + place.length].split() == [
        "Am&eacute;l</b>iorer",
        "la",
        "<i>visibilit&#233;</i>",
        "sur",
        "Google",
    ]
