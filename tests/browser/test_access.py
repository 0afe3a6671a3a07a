"""Who uses the keyboard, a screen reader, a dark screen or a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import ROOT

PHONE = {"viewport": {"width": 375, "height": 720}, "is_mobile": True, "has_touch": True}


def faults(page):
    """What axe finds that is serious or worse."""
    found = (
        Axe()
        .run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        .response["violations"]
    )
    return [
        (v["id"], node["target"], node["html"][:160], node.get("failureSummary", "")[:200])
        for v in found if v["impact"] in ("serious", "critical") for node in v["nodes"]
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("locale", "wish", "name", "tab"),
    [("fr-FR", "Vendre plus", "plan_marketing.fr.md", "Mes objectifs"), ("en-GB", "Sell more", "marketing_plan.en.md", "My goals")],
)
def test_axe_finds_no_serious_fault(visit, scheme, locale, wish, name, tab):
    you = visit(locale, color_scheme=scheme, reduced_motion="reduce")
    assert faults(you.page) == []
    you.say(wish)
    you.say("+20 %")
    you.page.wait_for_timeout(700)  # colours that fade in
    assert faults(you.page) == []
    you.tab("Plan")
    you.page.locator("input[type=file]").first.set_input_files(ROOT / "data" / "samples" / name)
    you.page.locator("#sg-plan .sg-planned").first.wait_for(timeout=30000)
    assert faults(you.page) == []
    you.tab(tab)
    assert faults(you.page) == []


@pytest.mark.parametrize(("locale", "wish"), [("fr-FR", "Vendre plus"), ("en-GB", "Sell more")])
def test_nothing_is_wider_than_a_telephone(visit, locale, wish):
    you = visit(locale, **PHONE)
    you.say(wish)
    for tab in you.page.get_by_role("tab").all():
        tab.click()
        assert you.page.evaluate("document.documentElement.scrollWidth") <= 375
    box = you.page.locator("#sg-title h1").bounding_box()
    assert box["height"] < 80


def test_by_keyboard_alone(visit):
    you = visit("en-GB")
    you.page.keyboard.press("Tab")
    for _ in range(20):
        if you.page.evaluate("document.activeElement.closest('#sg-box') !== null"):
            break
        you.page.keyboard.press("Tab")
    you.answered(lambda: (you.page.keyboard.type("Sell more"), you.page.keyboard.press("Enter")))
    for _ in range(30):
        you.page.keyboard.press("Shift+Tab")
        if "new customers" in you.page.evaluate("document.activeElement.innerText || ''"):
            break
    you.answered(lambda: you.page.keyboard.press("Enter"))
    assert "?" in you.last()
