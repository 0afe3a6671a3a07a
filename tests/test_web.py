"""The server of the chat without a browser: its strings, its shelf, its plans, who may come in, and what programs call."""

import inspect
import json
import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant import lang
from assistant.cli import main
from assistant.dialogue import State
from assistant.errors import ConfigError, InputError
from assistant.web import auth, busy, card, page, planview, planwork, refusals, server, shelf
from tests.conftest import ROOT, TODAY

pytestmark = pytest.mark.filterwarnings("ignore")
NB = "\u00a0"
WEB = sorted((ROOT / "assistant" / "web").rglob("*"))
CODE = "\n".join(path.read_text("utf-8") for path in WEB if path.suffix in (".py", ".jinja", ".js"))
# keys that are put together from a prefix and a name
MADE = ("about_", "band_", "from_", "save_", "save_all_", "do_", "is_", "file_")
EVIL = "<script>alert(1)</script> [x](javascript:alert(1)) \"'&"


def helper_of(code):
    return planwork.Telling(today=TODAY, screen=code)


@pytest.mark.parametrize("code", lang.available())
def test_every_string_of_the_page_is_used_and_whole(code):
    web = lang.interface(code).web
    for key, text in web.items():
        assert text.strip() == text != "" or key == "csv_separator"
        used = f'"{key}"' in CODE or f"web.{key}" in CODE or f"'{key}'" in CODE or key.startswith(MADE) or key in ("copy", "finish")
        assert used, key
    asked = set(re.findall(r"""(?<![\w.])web\.(\w+)(?! *\()|web\[["'](\w+)["']\]|word\(["'](\w+)["']\)|words\('(\w+)'\)""", CODE))
    assert {name for group in asked for name in group if name} - {"format"} <= web.keys() | {"available"}


def test_strings_have_the_same_holes_in_each_language():
    first, *others = ({k: set(re.findall(r"\{\w+\}", t)) for k, t in lang.interface(c).web.items()} for c in lang.available())
    assert all(other == first for other in others)


def test_french_typography():
    texts = {**lang.interface("fr").web, **lang.interface("fr").chat}
    wrong = [
        key
        for key, text in texts.items()
        if re.search(r"(?<![\u00a0\u202f])[:;!?»%](?!\S)|«(?![\u00a0\u202f])|\w'\w", text) and key != "csv_separator"
    ]
    assert wrong == []


def test_the_server_is_closed_unless_told_otherwise():
    serving = server.Serving()
    assert (serving.host, serving.max_file_size, serving.auth, serving.mcp) == ("127.0.0.1", 10, None, False)


@pytest.mark.parametrize(
    ("header", "code"), [("fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("en-GB,en;q=0.9", "en"), ("de-DE,fr;q=0.5", "fr"), ("", lang.available()[0])]
)
def test_browser_language(header, code):
    assert page.browser_language(header, lang.available()) == code


# the shelf


def kept(name="a", goal="Sell more"):
    return shelf.Kept(name, State("en", goal).to_dict(), goal, 33, False, "2026-11-25")


def test_the_shelf_comes_back_from_the_browser_as_it_was():
    full = shelf.Shelf(lang="en").with_goal(kept("a")).with_goal(kept("b", "Win 50 leads"))
    again = shelf.shelf(json.loads(json.dumps(full.to_dict())))
    assert (again.goals, again.current, again.lang) == (full.goals, "b", "en")
    assert again.without("b").current == ""


@pytest.mark.parametrize("data", [
    None, 7, "x", [], {"goals": 1}, {"goals": [{"id": "a"}]}, {"goals": [{**kept().__class__.__dict__}]},
    {"goals": [{"id": "a", "state": {"lang": "xx"}, "text": "", "score": 0, "done": True, "day": ""}]},
    {"goals": [{"id": "a", "state": {**State("en", "x" * 9000).to_dict()}, "text": "", "score": 0, "done": True, "day": ""}]},
])  # fmt: skip
def test_what_a_browser_made_up_is_left_out(data):
    assert shelf.shelf(data).goals == ()


def test_the_shelf_is_bounded():
    full = shelf.Shelf()
    for n in range(shelf.MOST + 5):
        full = full.with_goal(kept(str(n)))
    assert len(full.goals) == shelf.MOST
    assert full.goals[0].id == str(shelf.MOST + 4)


def test_a_goal_is_no_formula_in_a_spreadsheet():
    text = shelf.to_csv([kept(goal="=HYPERLINK(1)")], "en").splitlines()[1]
    assert text.startswith("'=")


# plans


@pytest.mark.parametrize(("code", "name"), [("fr", "plan_marketing.fr.md"), ("en", "marketing_plan.en.md")])
def test_a_plan_is_decided_on_goal_by_goal(code, name):
    helper, data = helper_of(code), (ROOT / "data" / "samples" / name).read_bytes()
    plan = planwork.read(helper, name, data)
    assert plan.result.path.name == str(plan.result.path) == name  # no path of the server
    first, second = plan.rows[0], plan.rows[1]
    plan = planwork.decide(helper, plan, 1, "rejected")
    plan = planwork.decide(helper, plan, 2, "edited", "  Win 300 followers\n by June ")
    texts = [found.analysis.rewrite.text for found in planwork.decided(plan).goals]
    assert texts[:2] == [first.before.text, "Win 300 followers by June"]
    assert planwork.decide(helper, plan, 99, "rejected") is plan
    assert plan.rows[1].after.text != second.before.text
    again = planwork.again(helper, plan)
    assert [row.decision.kind for row in again.rows[:2]] == ["rejected", "edited"]
    assert again.mean_after >= again.mean_before - 5  # marked gaps make no goal worse
    html = planview.as_html(again, code)
    assert html.count("<article") == len(plan.rows)
    table = planwork.to_csv(again, code).splitlines()
    assert len(table) == len(plan.rows) + 1


def test_an_answer_to_a_plan_goes_where_it_belongs():
    helper = helper_of("en")
    plan = planwork.read(helper, "p.md", b"Goals\n\n- Win 50 new customers\n- Raise the open rate to 30%\n")
    number = next(str(n) for n, q in enumerate(plan.questions) if q.slot == "deadline")
    plan = planwork.answered(helper, plan, {number: "end of June", "77": "x"})
    assert all("end of June" in row.decision.text for row in plan.rows)


@pytest.mark.parametrize(("code", "text", "wanted"), [
    ("fr", "# Objectifs\n\n- Augmenter le taux de conversion\n", "par mois"), ("en", "# Goals\n\n- Increase the conversion rate\n", "a month"),
])  # fmt: skip
def test_a_suggestion_is_taken_without_its_sum(code, text, wanted):
    helper = helper_of(code)
    plan = planwork.read(helper, "p.md", text.encode())
    answers = {str(n): planwork.proposals(plan, q)[0][0] for n, q in enumerate(plan.questions) if q.suggestions}
    assert any(wanted in q.suggestions[0] for q in plan.questions if q.suggestions)
    assert not [row.decision.text for row in planwork.answered(helper, plan, answers).rows if wanted in row.decision.text]


def test_what_a_plan_says_is_escaped():
    plan = planwork.read(helper_of("en"), f"{EVIL.replace('/', '')}.md", f"# Goals {EVIL}\n\n- Win 50 customers {EVIL} by June\n".encode())
    html = planview.as_html(plan, "en")
    assert "<script>" not in html
    assert "<article" in html
    assert "<script>" not in planview.told(EVIL, "en")


@pytest.mark.parametrize("code", lang.available())
def test_a_refusal_names_the_file_as_the_user_does(code):
    with pytest.raises(InputError) as caught:
        planwork.read(helper_of(code), "report.xyz", b"x")
    told = refusals.refusal(caught.value, "report.xyz", code)
    assert "report.xyz" in told
    assert "/tmp" not in told
    assert "md" in told


@pytest.mark.parametrize(("name", "data"), [
    ("plan.docx", b"PK\x03\x04 no archive"), ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ("plan.pdf", b"%PDF-1.7 broken"),
    ("plan.xlsx", b""), ("plan.md", b"\x00\x01\x02\xff" * 40), ("plan.exe", b"MZ"),
])  # fmt: skip
def test_bad_files_are_refused_in_the_language_of_the_user(name, data):
    told = []
    for code in lang.available():
        with pytest.raises(InputError) as caught:
            planwork.read(helper_of(code), name, data)
        told.append(refusals.refusal(caught.value, name, code))
    assert all(text.startswith(name) or name in text for text in told)
    assert not [text for text in told if "smartgoals-" in text]
    assert told[0] != told[1]


# who may come in


def test_passwords_are_hashed_and_compared(tmp_path):
    file = tmp_path / "users"
    file.write_text(f"# people\nanna:{auth.hashed('s3cret')}\n")
    allowed = auth.users(file)
    assert allowed("anna", "s3cret")
    assert not allowed("anna", "s3cre")
    assert not allowed("bob", "s3cret")
    assert auth.hashed("s3cret") != auth.hashed("s3cret")
    assert "compare_digest" in inspect.getsource(auth)


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "no user"), ("anna", "user:hash"), ("anna:1234", "not a hash"), ("anna:scrypt$9999999999$8$1$YQ==$YQ==", "not a hash")],
)
def test_a_wrong_file_of_users_is_told(tmp_path, content, words):
    file = tmp_path / "users"
    file.write_text(content)
    with pytest.raises(ConfigError, match=words):
        auth.users(file)
    with pytest.raises(InputError):
        auth.users(tmp_path / "none")


def test_a_hash_is_made_on_the_command_line(monkeypatch, capsys):
    import io

    monkeypatch.setattr("sys.argv", ["smartgoals", "chat", "--hash-password"])
    monkeypatch.setattr("sys.stdin", io.StringIO("s3cret\n"))
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code in (0, None)
    assert auth._parsed(capsys.readouterr().out.strip(), "x").fits("s3cret")


@pytest.mark.parametrize(("headers", "code"), [
    ([(b"cookie", b"a=1; smartgoals-lang=fr"), (b"accept-language", b"en")], "fr"), ([(b"accept-language", b"fr-CA")], "fr"), ([(b"cookie", b"smartgoals-lang=xx")], lang.available()[0]),
])  # fmt: skip
def test_a_full_queue_speaks_the_language_of_the_page(headers, code):
    assert busy.spoken({"headers": headers}) == code


def test_a_full_queue_is_told_in_words():
    import asyncio

    sent = []

    async def full(scope, receive, send):
        await send({"type": "http.response.start", "status": 503, "headers": []})
        await send({"type": "http.response.body", "body": b"Queue is full."})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": "/gradio_api/queue/join", "headers": [(b"accept-language", b"fr")]}
    with ThreadPoolExecutor(1) as own:  # a browser driven by this thread has a loop running in it
        own.submit(asyncio.run, busy.Busy(full)(scope, None, send)).result()
    assert sent[0]["status"] == 503
    assert json.loads(sent[1]["body"])["detail"] == lang.interface("fr").web["queue_full"]
    assert len(sent) == 2


def test_the_scorecard_before_a_goal_explains_the_letters():
    for code in lang.available():
        verdicts = next(part for part in card.shown(None, TODAY, code) if isinstance(part, str))
        assert lang.interface(code).web["about_specific"] in verdicts.replace("&#39;", "'")


# with the server


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A server with a user."""
    file = tmp_path_factory.mktemp("auth") / "users"
    file.write_text(f"anna:{auth.hashed('s3cret')}\n")
    app = server.start(server.Serving(port=0, today=TODAY, auth=file))
    yield app
    app.close()


@pytest.fixture(scope="module")
def client(running):
    from gradio_client import Client

    return Client(running.local_url, auth=("anna", "s3cret"), verbose=False)


@pytest.mark.slow
def test_health_is_told_to_everyone_and_the_rest_to_users(running):
    with urllib.request.urlopen(f"{running.local_url}healthz") as answer:
        assert json.load(answer) == {"status": "ok"}
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{running.local_url}gradio_api/info")
    assert caught.value.code == 401


@pytest.mark.slow
def test_programs_get_the_record(client, helper):
    found = client.predict("Gagner 50 leads d'ici fin juin", api_name="/analyse")
    assert found == json.loads(json.dumps(helper.analyse("Gagner 50 leads d'ici fin juin").to_dict()))
    made = client.predict("Vendre plus", {"deadline": "fin juin"}, api_name="/rewrite")
    assert "fin juin" in made["rewrite"]["text"]
    assert {"questions", "rewrite", "milestones"} <= made.keys()
    plan = client.predict("# Goals\n\n- Win 50 customers\n- Sell more\n", None, "auto", api_name="/plan")
    assert plan["summary"]["goals"] == 2
    assert plan["questions"]


@pytest.mark.slow
def test_programs_may_send_a_document(client):
    from gradio_client import handle_file

    plan = client.predict("", handle_file(str(ROOT / "data" / "samples" / "goals.csv")), "auto", api_name="/plan")
    assert (plan["name"], plan["documents"][0]["path"]) == ("goals.csv", None)
    assert plan["summary"]["goals"] > 2


@pytest.mark.slow
def test_programs_talk_and_the_server_remembers_nothing(client):
    first = client.predict("Sell more", None, "auto", api_name="/message")
    assert first["suggestions"]
    second = client.predict("new customers", first["state"], "auto", api_name="/message")
    assert second["state"]["answers"] == {"metric": "new customers"}
    fresh = client.predict("new customers", None, "auto", api_name="/message")
    assert "Sell more" not in json.dumps(fresh)


@pytest.mark.slow
@pytest.mark.parametrize(("call", "words"), [
    (("", "auto", "/analyse"), "empty"), (("Sell more", "xx", "/analyse"), "unknown language"), (("x" * 30_000, "auto", "/analyse"), "30000"),
    (("Sell more", {"colour": "red"}, "/rewrite"), "colour"), (("Sell more", {"goal": 1}, "/message"), "state"), (("", None, "auto", "/plan"), "empty"),
])  # fmt: skip
def test_programs_are_told_what_was_wrong(client, call, words):
    from gradio_client.exceptions import AppError

    *arguments, name = call
    with pytest.raises(AppError, match=words):
        client.predict(*arguments, api_name=name)


@pytest.mark.slow
def test_a_taken_port_is_told(running):
    port = int(running.local_url.rstrip("/").rsplit(":", 1)[1])
    with pytest.raises(InputError, match="--port"):
        server.start(server.Serving(port=port, today=TODAY))


@pytest.mark.slow
def test_nothing_is_left_on_the_disk_when_the_server_ends(tmp_path):
    import os
    import subprocess
    import sys

    environment = os.environ | {"TMPDIR": str(tmp_path), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "assistant", "chat", "--port", "0", "--today", TODAY.isoformat()]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    url = next(line.split()[1] for line in process.stderr if line.startswith("smartgoals: http"))
    from gradio_client import Client, handle_file

    plan = Client(url, verbose=False).predict(
        "", handle_file(str(ROOT / "data" / "samples" / "marketing_plan.en.md")), "auto", api_name="/plan"
    )
    assert plan["summary"]["goals"] > 5
    assert not [path for path in tmp_path.rglob("*.md") if "gradio" not in path.parts]
    process.terminate()
    process.wait(20)
    process.stderr.close()
    assert not list(tmp_path.rglob("smartgoals-*"))
