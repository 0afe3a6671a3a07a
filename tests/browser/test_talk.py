"""From a vague goal to a SMART one and away with it, in both languages; what stays in the browser; who sees what."""

import re

import pytest

TALKS = [
    ("fr-FR", "Vendre plus", "nouveaux clients", ("40", "fin juin", "12"), ("nouveaux clients", "40", "fin juin"), "objectif"),
    ("en-GB", "Sell more", "new customers", ("40", "end of June", "12"), ("new customers", "40", "end of June"), "goal"),
]


@pytest.mark.parametrize(("locale", "wish", "suggestion", "answers", "facts", "name"), TALKS)
def test_from_a_vague_goal_to_a_smart_one_and_a_file(visit, locale, wish, suggestion, answers, facts, name):
    you = visit(locale)
    assert you.page.locator("html").get_attribute("lang") == locale[:2]
    you.say(wish)
    you.pick(suggestion)
    for answer in answers:
        you.say(answer)
    you.press("finish")
    assert all(fact in you.last() for fact in facts)
    assert "[" not in you.last()
    card = you.page.locator("#sg-verdicts").inner_text()
    assert int(re.search(r"(\d+) (?:sur|out of) 100", card)[1]) >= 75
    saved, data = you.save("#sg-save-markdown")
    assert saved == f"{name}.md"
    assert all(fact in data.decode() for fact in facts)
    saved, data = you.save("#sg-save-calendar")
    assert saved == f"{name}.ics"
    assert data.startswith(b"BEGIN:VCALENDAR")
    assert you.page.locator("#sg-way svg").is_visible()
    you.page.click("#sg-copy")
    assert all(fact in you.page.evaluate("navigator.clipboard.readText()") for fact in facts)


@pytest.mark.parametrize(
    ("locale", "wish", "yes"), [("fr-FR", "Augmenter le taux de conversion", "Oui"), ("en-GB", "Increase the conversion rate", "Yes")]
)
def test_the_buttons_skip_undo_and_admit_that_one_does_not_know(visit, locale, wish, yes):
    you = visit(locale)
    assert not you.page.locator("#sg-undo").is_visible()  # nothing to undo before there is a goal
    you.say(wish)
    first = you.last()
    you.press("dont_know")
    assert "Google Analytics 4" in you.last()
    you.pick(yes)
    assert first.split("?")[0] not in you.last()
    you.press("undo")
    assert first.split("?")[0].splitlines()[-1][:20] in you.last()
    you.press("skip")
    you.press("restart")
    assert not you.page.locator("#sg-wording").is_visible()


def test_the_language_is_switched_in_mid_talk_and_nothing_of_the_other_stays(visit):
    you = visit("fr-FR")
    you.say("Vendre plus")
    you.page.locator("#sg-language").get_by_text("English").click()
    you.page.wait_for_function("document.documentElement.lang === 'en'")
    you.page.wait_for_selector("#sg-verdicts >> text=Measurable")
    you.page.wait_for_selector("#sg-send >> text=Send")
    for words in ("Envoyer", "Recommencer", "Mesurable", "Mes objectifs", "Copier", "sur 100"):
        assert words not in you.page.locator("body").inner_text()
    assert "?" in you.last()
    you.say("en français")
    you.page.wait_for_selector("#sg-send >> text=Envoyer")


def test_a_message_in_the_other_language_is_answered_in_it(visit):
    you = visit("fr-FR")
    you.say("Get more customers")
    you.page.wait_for_selector("#sg-send >> text=Send")
    assert re.search(r"\b(?:What|Which|By when|Where)\b", you.last())


def test_several_goals_are_taken_one_by_one_and_kept(visit):
    you = visit("en-GB")
    you.say("- Win 50 customers by the end of June\n- Raise the average basket to 60 euros")
    assert "2 goals" in you.last()
    while you.page.locator("#sg-chat button").get_by_text("Yes").count() == 0:
        you.press("skip")
    you.pick("Yes")
    assert "average basket" in you.last()
    you.tab("My goals")
    assert you.page.locator("#sg-goals .sg-goal").count() == 2


def test_a_reload_keeps_the_goals_and_the_talk_goes_on(visit):
    you = visit("en-GB")
    you.say("Sell more")
    you.pick("new customers")
    you.page.wait_for_timeout(300)
    you.open()
    assert "Sell more" in you.last()
    you.say("40")
    you.tab("My goals")
    assert you.page.locator("#sg-goals .sg-goal").count() == 1
    name, data = you.save("#sg-all-csv")
    assert (name, b"Sell more" in data) == ("my-goals.csv", True)
    you.page.locator("#sg-goals [data-act=open]").click()
    you.page.on("dialog", lambda dialog: dialog.accept())
    you.page.click("#sg-delete-all")
    you.page.wait_for_selector("#sg-goals .sg-goal", state="detached")
    you.open()
    assert you.page.locator("#sg-goals .sg-goal").count() == 0


def test_one_browser_never_sees_the_goals_of_another(visit):
    one, other = visit("en-GB"), visit("en-GB")
    one.say("Win 73 zebra customers by June")
    other.say("Sell more")
    other.tab("My goals")
    assert "zebra" not in other.page.content()
    other.open()
    assert "zebra" not in other.page.content()


def test_markup_in_a_goal_is_shown_as_text(visit):
    you = visit("en-GB")
    evil = "Win 50 customers <img src=x onerror=document.title='owned'> <script>document.title='owned'</script> [here](javascript:alert(1)) by June"
    you.say(evil)
    you.press("finish")
    assert "<script>" in you.page.locator("#sg-chat").inner_text()
    you.tab("My goals")
    assert "<img" in you.page.locator("#sg-goals").inner_text()
    assert you.page.locator("a[href^='javascript']").count() == 0
    assert you.page.locator("#sg-chat .message img, #sg-goals img, #sg-wording img, #sg-evidence img").count() == 0
    assert you.page.title() != "owned"
