"""Bad input: refused before it is parsed, with one clear line in the user's language, and nothing left behind."""

import io
import os
import subprocess
import sys
import time
import zipfile

import pytest

from assistant import documents, lang
from assistant.documents import guard
from tests.conftest import ROOT
from tests.plans import odt, office, word
from tests.plans.reader import parts
from tests.plans.word import bullet, docx, packed

GOOD = docx(bullet("Vendre plus"))


def changed(**changes):
    """The good document with parts replaced; "__" stands for "/" in names."""
    made = parts(GOOD)
    for name, data in changes.items():
        made[name.replace("__", "/") + ".xml"] = data
    return packed(made)


def bomb():
    paragraphs = b"<w:p/>" * 3_000_000
    body = parts(GOOD)["word/document.xml"].replace(b"<w:body>", b"<w:body>" + paragraphs)
    return changed(word__document=body)


def many_tags():
    body = "".join(f"<w:p><w:r><w:t>{i * 7919 % 1_000_003}</w:t></w:r></w:p>" for i in range(800_000))
    return changed(word__document=parts(GOOD)["word/document.xml"].replace(b"<w:body>", b"<w:body>" + body.encode()))


def with_entity(declaration, use):
    head = word.HEAD + f"<!DOCTYPE x [{declaration}]>"
    body = parts(GOOD)["word/document.xml"].decode().replace(word.HEAD, head).replace("Vendre plus", f"Vendre plus {use}")
    return changed(word__document=body)


def laughs():
    levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return with_entity(f'<!ENTITY l0 "lol">{levels}', "&l9;")


def twice():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts(GOOD).items():
            made.writestr(name, data)
        made.writestr("word/document.xmX", "<w:document/>")
    return out.getvalue().replace(b"word/document.xmX", b"word/document.xml")


def named(name):
    return packed({**parts(GOOD), name: "x"})


def encrypted_entry():
    data = bytearray(GOOD)
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def deep():
    body = (
        parts(GOOD)["word/document.xml"]
        .replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 5000)
        .replace(b"</w:body>", b"</w:sdt>" * 5000 + b"</w:body>")
    )
    return changed(word__document=body)


def utf16_entity():
    text = word.HEAD.replace("UTF-8", "UTF-16") + '<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="x">&a;</w:document>'
    return changed(word__document=text.encode("utf-16"))


BAD = {
    "bomb": ("plan.docx", bomb, "bomb"),
    "tags": ("plan.docx", many_tags, "too_many_elements"),
    "xxe": ("plan.docx", lambda: with_entity('<!ENTITY secret SYSTEM "file:///etc/passwd">', "&secret;"), "doctype"),
    "laughs": ("plan.docx", laughs, "doctype"),
    "utf16": ("plan.docx", utf16_entity, "doctype"),
    "deep": ("plan.docx", deep, "bad_xml"),
    "docm": ("plan.docm", lambda: GOOD, "macros"),
    "macro in docx": ("plan.docx", lambda: named("word/vbaProject.bin"), "macros"),
    "xlsm": ("plan.xlsm", office.book, "macros"),
    "pptm": ("plan.pptm", office.deck, "macros"),
    "ole": ("plan.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "encrypted"),
    "old": ("plan.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_format"),
    "encrypted entry": ("plan.docx", encrypted_entry, "encrypted"),
    "encrypted odt": ("plan.odt", lambda: packed({**parts(odt.plan()), "META-INF/manifest.xml": "<m:encryption-data/>"}), "encrypted"),
    "truncated": ("plan.docx", lambda: GOOD[:-40], "truncated"),
    "half": ("plan.pptx", lambda: office.deck()[:9000], "truncated"),
    "png": ("plan.docx", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "not_a_package"),
    "text": ("plan.xlsx", lambda: b"Vendre plus", "not_a_package"),
    "nothing": ("plan.docx", lambda: b"", "empty"),
    "other package": ("plan.docx", office.book, "wrong_package"),
    "zip": ("plan.odt", lambda: packed({"a.txt": "x"}), "wrong_package"),
    "twice": ("plan.docx", twice, "duplicate_names"),
    "case": ("plan.docx", lambda: named("word/DOCUMENT.xml"), "duplicate_names"),
    "up": ("plan.docx", lambda: named("word/../../evil.xml"), "bad_name"),
    "absolute": ("plan.docx", lambda: named("/etc/evil"), "bad_name"),
    "backslash": ("plan.docx", lambda: named("word\\evil.xml"), "bad_name"),
    "drive": ("plan.docx", lambda: named("C:evil.xml"), "bad_name"),
    "not xml": ("plan.docx", lambda: changed(word__document=b"<w:document"), "bad_xml"),
    "strict": ("plan.docx", lambda: changed(word__document=parts(GOOD)["word/document.xml"].replace(word.W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")), "strict"),
    "line": ("plan.txt", lambda: b"Vendre plus " * 400_000, "long_line"),
    "html line": ("plan.html", lambda: b"<p>Vendre plus " * 400_000, "long_line"),
    "encoding": ("plan.md", lambda: b"Vendre \x81\x8d\x8f plus", "unknown_encoding"),
    "utf-16 cut": ("plan.txt", lambda: b"\xff\xfeV\x00e", "damaged_text"),
    "binary": ("plan.csv", lambda: b"a\x00b", "binary"),
    "unknown": ("plan.xyz", lambda: b"x", "unknown_format"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_refused_with_a_reason_in_both_languages(tmp_path, name):
    file, make, reason = BAD[name]
    path = tmp_path / file
    path.write_bytes(make())
    start = time.monotonic()
    with pytest.raises(documents.Refusal) as caught:
        documents.read(path)
    assert time.monotonic() - start < 5
    assert caught.value.key == reason
    lines = {caught.value.told(code) for code in lang.available()}
    assert len(lines) == len(lang.available())
    assert all("\n" not in line and line.startswith(f"{path}: ") for line in lines)
    assert list(tmp_path.iterdir()) == [path]


def test_refusals_survive_a_journey_between_processes(tmp_path):
    import pickle

    refusal = documents.Refusal(tmp_path / "a.docx", "bomb", size="90", ratio=400)
    assert pickle.loads(pickle.dumps(refusal)).told("fr") == refusal.told("fr")


def test_fifty_megabytes_are_refused_by_size(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_bytes(b"x" * 50_000_000)
    with pytest.raises(documents.Refusal, match="larger than the limit"):
        documents.read(path)


def test_an_external_template_is_not_followed(tmp_path, monkeypatch):
    import socket

    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("the network was used"))
    settings = f'{word.HEAD}<w:settings xmlns:w="{word.W}" xmlns:r="{word.R}"><w:attachedTemplate r:id="rId9"/></w:settings>'
    links = f'{word.HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="{word.RELS}/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'
    path = tmp_path / "plan.docx"
    path.write_bytes(docx(bullet("Vendre plus"), extra={"word/settings.xml": settings, "word/_rels/settings.xml.rels": links}))
    assert [b.text for b in documents.read(path).blocks] == ["Vendre plus"]


@pytest.mark.parametrize("make", [lambda: GOOD, office.deck, office.book, odt.plan], ids=["docx", "pptx", "xlsx", "odt"])
def test_damage_anywhere_is_told_and_never_a_crash(tmp_path, make):
    import random

    data, dice = make(), random.Random(7)
    suffix = {b"w": ".docx", b"p": ".pptx", b"x": ".xlsx"}
    kind = next(
        (s for k, s in suffix.items() if {b"w": b"word/document.xml", b"p": b"ppt/presentation.xml", b"x": b"xl/workbook.xml"}[k] in data),
        ".odt",
    )
    told = 0
    for i in range(60):
        hurt = bytearray(data)
        for _ in range(dice.randint(1, 6)):
            hurt[dice.randrange(len(hurt))] = dice.randrange(256)
        path = tmp_path / f"plan{kind}"
        path.write_bytes(bytes(hurt[: dice.randrange(len(hurt))] if i % 5 == 0 else hurt))
        try:
            documents.read(path)
        except documents.Refusal:
            told += 1
    assert told > 20


@pytest.mark.parametrize(
    ("code", "words"), [("fr", "macros, qui ne sont ni lues ni exécutées"), ("en", "macros, which are neither read nor run")]
)
def test_the_command_says_it_in_one_line(tmp_path, code, words):
    path = tmp_path / "plan.docm"
    path.write_bytes(GOOD)
    environment = {**os.environ, "LANG": f"{code}_XX.UTF-8", "LC_ALL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "rewrite", str(path), "-o", str(tmp_path / "out.docx")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert sorted(tmp_path.iterdir()) == [path]


def test_limits_leave_room_for_real_documents(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(docx(*(bullet(f"Vendre {i} bougies de plus dans la boutique de Nantes") for i in range(3000))))
    assert len(documents.read(path).blocks) == 3000
    assert guard.HIGHEST_RATIO > 100


def test_reading_markdown_needs_none_of_the_heavy_libraries(tmp_path):
    (tmp_path / "plan.md").write_text("- Sell more\n", "utf-8")
    code = f"import sys\nfrom pathlib import Path\nfrom assistant import documents\ndocuments.read(Path({str(tmp_path / 'plan.md')!r}))\nprint({{'lxml', 'pptx', 'docx', 'pdfplumber'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "set()"
