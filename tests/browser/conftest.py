"""A real server, and the system's chromium; skipped where there is no chromium or no playwright."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT, TODAY

MISSING = [name for name in ("playwright", "axe_playwright_python", "docx") if find_spec(name) is None]
# without the extra (pip install -e '.[browser]') there is nothing to collect
collect_ignore_glob = ["test_*.py"] if MISSING else []
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium: apt-get install chromium"))


def served(*options):
    """(process, address) of a server of its own."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "chat", "--port", "0", "--today", TODAY.isoformat(), *options],
        cwd=ROOT, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    for line in process.stderr:
        if line.startswith("smartgoals: http"):
            return process, line.split()[1]
    raise AssertionError("the server did not start")


@pytest.fixture(scope="session")
def address():
    process, url = served()
    yield url
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


class Visitor:
    """One person's browser. What it asks of other hosts and what its console complains of are kept."""

    def __init__(self, browser, address, locale, **looks):
        self.context = browser.new_context(locale=locale, accept_downloads=True, **looks)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page, self.address = self.context.new_page(), address
        self.outside, self.errors = [], []
        host = address.split("/")[2]
        self.page.on(
            "request",
            lambda r: self.outside.append(r.url) if r.url.split("/")[2] != host and not r.url.startswith(("blob:", "data:")) else None,
        )
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.open()

    def open(self):
        self.page.goto(self.address)
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def bubbles(self):
        """What the assistant has said, without its suggestions."""
        return self.page.locator("#sg-chat .message.bot:not(.pending)")

    def say(self, text):
        """Say something and wait for the reply."""
        self.answered(lambda: (self.page.fill("#sg-box textarea", text), self.page.press("#sg-box textarea", "Enter")))

    def pick(self, text):
        """Click a suggestion."""
        self.answered(lambda: self.page.locator("#sg-chat button").get_by_text(text).first.click())

    def press(self, key):
        """Click a button below the box."""
        self.answered(lambda: self.page.click(f"#sg-{key}"))

    def answered(self, act):
        count = self.bubbles().count()
        act()
        self.page.wait_for_function(
            "n => document.querySelectorAll('#sg-chat .message.bot:not(.pending)').length > n && !document.querySelector('#sg-chat .pending')",
            arg=count,
        )

    def last(self):
        """The last thing that the assistant said."""
        return self.bubbles().last.inner_text().replace("\u00a0", " ")

    def save(self, selector):
        """(name, content) of the file behind a button."""
        with self.page.expect_download() as waiting:
            self.page.click(selector)
        return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()

    def tab(self, name):
        self.page.get_by_role("tab", name=name).click()


@pytest.fixture
def visit(browser, address):
    """Opens a browser for a language; at the end nothing may have left the machine, nor the console complained."""
    opened = []

    def visitor(locale, **looks):
        opened.append(Visitor(browser, address, locale, **looks))
        return opened[-1]

    yield visitor
    for one in opened:
        one.context.close()
        assert (one.outside, one.errors) == ([], [])
