"""Language of short texts."""

import pytest

from assistant.language import detect

FRENCH = [
    "vendre plus",
    "courir 10 km",
    "augmenter le CA",
    "plus de clients",
    "réduire le churn",
    "améliorer le SEO",
    "booster le ROI",
    "+20 % de leads qualifiés",
    "être visible sur Google",
    "KR1 : taux de churn à 3 %",
]
ENGLISH = [
    "run more",
    "sell more",
    "increase revenue",
    "more customers",
    "reduce churn",
    "improve SEO",
    "boost ROI",
    "+20% qualified leads",
    "be visible on Google",
    "KR1: churn rate at 3%",
    "get fit",
]
OTHER = [
    "Aumentar las ventas de la tienda antes de junio",
    "Wir wollen den Umsatz bis Ende Juni steigern",
    "Увеличить продажи",
    "売上を増やす",
    "",
    "1234 !!",
    "مبيعات أكثر",
]


@pytest.mark.parametrize("text", FRENCH)
def test_french(text):
    assert detect(text) == "fr"


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text):
    assert detect(text) == "en"


@pytest.mark.parametrize("text", OTHER)
def test_undecided(text):
    assert detect(text) == "und"


def test_the_users_choice_wins():
    assert detect("sell more", "fr") == "fr"


def test_undecided_text_has_an_empty_record(helper):
    record = helper.rewrite("売上を増やす").to_dict()
    assert (record["lang"], record["goal"], record["entities"], record["criteria"]) == ("und", None, [], {})
    assert record["rewrite"]["text"] == "売上を増やす"
