"""The README's examples run, and say the truth."""

import re

import pytest

from assistant import knowledge
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_python_examples_run():
    for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(code, "README.md", "exec"), {})


@pytest.mark.parametrize(("before", "after"), re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", README.split("## Try it")[0], re.MULTILINE)[1:])
def test_table_of_rewrites(helper, before, after):
    made = helper.rewrite(before).rewrite
    assert made.text == (before if "unchanged" in after else after)


def test_changelog_counts():
    data = knowledge.knowledge()
    counts = f"{len(data.kpis)} KPIs, {len(data.channels)} channels and {len(data.themes)} themes"
    assert counts in " ".join((ROOT / "CHANGELOG.md").read_text("utf-8").split())
