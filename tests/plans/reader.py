"""An independent reader of Word documents, on the standard library alone: what stays when changes are accepted or rejected."""

import io
import zipfile
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STORIES = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/header1.xml", "word/footer1.xml")
PLAIN = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}


def parts(data):
    """Part name → bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len(set(package.namelist())) == len(package.namelist())
        return {name: package.read(name) for name in package.namelist()}


def texts(data, view, author=None):
    """The text of every paragraph, that of a text box apart; view is "accept" or "reject", of one author's changes or of all."""
    return ["".join(char for char, _ in paragraph) for paragraph in characters(data, view, author)]


def characters(data, view, author=None):
    """For every paragraph its (character, formatting of its run) pairs."""
    found = []
    for name, part in parts(data).items():
        if name in STORIES:
            for paragraph in ET.fromstring(part).iter(W + "p"):
                pairs = []
                _walk(paragraph, view, author, pairs)
                found.append(pairs)
    return found


def _walk(node, view, author, pairs):
    for child in node:
        if child.tag in (W + "p", W + "pPr", W + "txbxContent", W + "instrText", W + "rPr"):
            continue
        ours = author is None or child.get(W + "author") == author
        if child.tag == W + "ins" and view == "reject" and ours:
            continue
        if child.tag == W + "del" and (view == "accept" or not ours):
            if view == "accept" and not ours:
                _walk(child, view, author, pairs)
            continue
        if child.tag in (W + "t", W + "delText"):
            look = node.find(W + "rPr")
            pairs.extend((char, "" if look is None else ET.tostring(look, "unicode")) for char in child.text or "")
        elif child.tag in PLAIN:
            pairs.append((PLAIN[child.tag], ""))
        else:
            _walk(child, view, author, pairs)


def revisions(data, author):
    """(kind, id, text) of an author's changes."""
    found = []
    for name, part in parts(data).items():
        if name in STORIES:
            for node in ET.fromstring(part).iter():
                if node.tag in (W + "ins", W + "del") and node.get(W + "author") == author:
                    text = "".join(t.text or "" for t in node.iter() if t.tag in (W + "t", W + "delText"))
                    found.append((node.tag.removeprefix(W), node.get(W + "id"), text))
    return found


def comments(data, author):
    """id → (text, what it stands on) of an author's comments."""
    every = parts(data)
    if "word/comments.xml" not in every:
        return {}
    made = {}
    body = list(ET.fromstring(every["word/document.xml"]).iter())
    for node in ET.fromstring(every["word/comments.xml"]):
        if node.get(W + "author") != author:
            continue
        number = node.get(W + "id")
        text = "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in node.iter(W + "p"))
        edges = [i for i, n in enumerate(body) if n.get(W + "id") == number and n.tag in (W + "commentRangeStart", W + "commentRangeEnd")]
        marks = [n for n in body if n.tag == W + "commentReference" and n.get(W + "id") == number]
        assert len(edges) == 2
        assert len(marks) == 1
        made[number] = text, "".join(n.text or "" for n in body[edges[0] : edges[1]] if n.tag in (W + "t", W + "delText"))
    return made


def nested(data):
    """Whether any change stands inside another."""
    inside = (W + "ins", W + "del")
    return any(
        any(inner is not outer and inner.tag in inside for inner in outer.iter())
        for name, part in parts(data).items() if name in STORIES
        for outer in ET.fromstring(part).iter() if outer.tag in inside
    )  # fmt: skip
