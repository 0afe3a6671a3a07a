"""OpenDocument texts: what is found, and that each change can be accepted or rejected."""

import copy
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import documents, work
from assistant.documents.base import AUTHOR, Edit, Writing
from tests.conftest import TODAY
from tests.plans import odt, reader

T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
PLANS = {"fr": (odt.FRENCH, odt.FRENCH_GOALS), "en": (odt.ENGLISH, odt.ENGLISH_GOALS)}


def texts(data, view, author=AUTHOR):
    """The text of every paragraph when an author's changes, or all, are accepted or rejected: an independent reader."""
    root = ET.fromstring(reader.parts(data)["content.xml"])
    regions = {}
    for region in root.iter(T + "changed-region"):
        kind = region[0]
        if author is None or kind.find(f".//{DC}creator").text == author:
            regions[region.get(T + "id")] = (kind.tag.removeprefix(T), kind.find(f".//{T}p"))
    out = []
    body = root.find(f".//{OFFICE}text")
    for paragraph in [
        n for n in body.iter() if n.tag in (T + "p", T + "h") and not _inside(body, n, T + "tracked-changes", OFFICE + "annotation")
    ]:
        chars, dropped = [], []

        def flat(node, chars=chars, dropped=dropped):
            if node.tag not in (T + "note", OFFICE + "annotation", DRAW + "frame", DRAW + "custom-shape"):
                own = regions.get(node.get(T + "change-id"))
                if node.tag == T + "change" and own and own[1] is not None and view == "reject":
                    flat(copy.deepcopy(own[1]))
                if node.tag == T + "change-start" and own and view == "reject":
                    dropped.append(node)
                if node.tag == T + "change-end" and own and view == "reject":
                    dropped.pop()
                if node.tag == T + "s":
                    chars.append(" ")
                if not dropped:
                    chars.append(node.text or "")
                for child in node:
                    flat(child)
                    if not dropped:
                        chars.append(child.tail or "")

        flat(paragraph)
        out.append("".join(chars))
    return out


def _inside(root, node, *tags):
    return any(node in list(holder.iter()) for tag in tags for holder in root.iter(tag))


@pytest.fixture(scope="module")
def made(helper, tmp_path_factory):
    out = {}
    for code, (words, goals) in PLANS.items():
        path = tmp_path_factory.mktemp("odt") / f"{code}.odt"
        path.write_bytes(odt.plan(words, goals))
        result = work.document(helper, path, rewrite=True, fill="placeholder")
        out[code] = path.read_bytes(), result, work.rewritten_bytes(result)
    return out


def own(goal):
    return goal.block.text.removesuffix(goal.block.beside)


@pytest.mark.parametrize("code", PLANS)
def test_goals_and_places(made, code):
    words, goals = PLANS[code]
    found = {own(g): g for g in made[code][1].goals}
    assert set(found) == set(goals)
    assert found[goals[0]].block.where == f"{words[3]} ¶ 1"
    assert found[goals[4]].block.where == "tab. 1 A3"
    assert found[goals[4]].analysis.criteria["measurable"].status == "met"
    assert found[goals[6]].block.ignored == {"T001"}


@pytest.mark.parametrize("code", PLANS)
def test_reject_gives_the_original_and_accept_the_rewrite(made, code):
    before, result, after = made[code]
    assert texts(after, "reject") == texts(before, "reject")
    expected = "\n".join(texts(before, "accept"))
    for goal in result.goals:
        new = goal.analysis.rewrite.text.replace(goal.block.beside, "", 1) if goal.block.beside else goal.analysis.rewrite.text
        expected = expected.replace(own(goal), new, 1)
    assert "\n".join(texts(after, "accept")) == expected
    old, new = reader.parts(before), reader.parts(after)
    assert [name for name in old if old[name] != new[name]] == ["content.xml"]
    assert next(iter(new)) == "mimetype"
    root = ET.fromstring(new["content.xml"])
    assert sum(n.find(DC + "creator").text == AUTHOR for n in root.iter(OFFICE + "annotation")) == len(result.goals)
    assert "".join(root.find(f".//{T}deletion/{T}p").itertext()) == "2,2 %"
    assert work.rewritten_bytes(result) == after


@pytest.mark.parametrize("mode", ["replace", "clean", "comment"])
def test_other_modes(made, mode):
    before, result, tracked = made["fr"]
    after = work.rewritten_bytes(result, mode=mode)
    assert texts(after, "accept") == texts(before if mode == "comment" else tracked, "accept")
    assert (f"<dc:creator>{AUTHOR}".encode() in reader.parts(after)["content.xml"]) == (mode != "clean")
    assert reader.parts(after)["content.xml"].count(b"changed-region") == reader.parts(before)["content.xml"].count(b"changed-region")


def test_text_boxes_and_shapes_are_read_and_written(tmp_path):
    frame = f'<draw:frame svg:width="6cm" svg:height="2cm"><draw:text-box>{odt.p("Vendre plus")}</draw:text-box></draw:frame>'
    shape = f'<draw:custom-shape svg:width="6cm" svg:height="2cm">{odt.p("Vendre mieux")}</draw:custom-shape>'
    path = tmp_path / "boxes.odt"
    path.write_bytes(odt.odt(odt.p("Avant. ", frame, shape)))
    document = documents.read(path)
    assert [b.text for b in document.blocks] == ["Avant.", "Vendre plus", "Vendre mieux"]
    out = document.write({2: Edit("Vendre mieux en 2027")}, Writing("track", TODAY))
    assert texts(out, "accept")[-1] == "Vendre mieux en 2027"


PIECES = st.lists(
    st.tuples(st.sampled_from(["plain", "bold", "ital", "space", "mark", "ins"]), st.text(alphabet="abcé ’,.5%", min_size=1, max_size=10)),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(items=PIECES, new=st.text(alphabet="abcéà ’,.5%[]:", min_size=1, max_size=40))
def test_any_split_of_spans(tmp_path, items, new):
    shapes = {
        "plain": lambda t: t,
        "bold": odt.span,
        "ital": lambda t: odt.span(t, "Ital"),
        "space": lambda t: "<text:s/>",
        "mark": lambda t: '<text:bookmark text:name="b"/>',
        "ins": odt.inserted,
    }
    data = odt.odt(odt.bullets(odt.p(*(shapes[kind](text) for kind, text in items))), odt.p('<text:change text:change-id="ct2"/>', "Fin."))
    path = tmp_path / "fuzz.odt"
    path.write_bytes(data)
    document = documents.read(path)
    new = " ".join(new.split()) or "x"
    if not document.blocks or document.blocks[0].kind != "bullet":
        return
    ref, start, end = document.spans[0]
    text = texts(data, "accept")[ref]
    for mode in ("track", "clean"):
        out = document.write({0: Edit(new, "note", "proposal", "original", "apart")}, Writing(mode, TODAY))
        wanted = text[:start] + new + text[end:]
        assert texts(out, "accept")[ref] in ({wanted, text} if any(kind == "ins" for kind, _ in items) else {wanted})
        assert texts(out, "accept")[-1] == "Fin."
        if mode == "track":
            assert texts(out, "reject") == texts(data, "reject")
