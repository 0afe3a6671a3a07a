"""English sentences: voices, articles, a / an, gerunds, complements, typography."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant import lang
from assistant.lang.en import rules
from assistant.lang.realising import Realiser

_DETERMINED = re.compile(
    r"(?:the|a|an|our|my|your|their|its|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|some|several|no)\s|[$€£]?\d",
    re.IGNORECASE,
)
# A plain verb that no list knows is told by what stands behind it: "depend less on …", "pay the suppliers".
_BASE_VERB = re.compile(
    r"\A(?!\w*(?:s|tion|ment|ing|th|ty|ness|ance|ence|er|ed)\b)[a-z]+ (?:the|a|an|our|my|your|their|more|less|fewer|better|every|all|up)\s",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:by \w+ing\b|with|using|through|thanks to|via|without|on|in|over|at|from|during|after|while|per|for|by)(?![\w-])", re.IGNORECASE
)
_DOUBLED = re.compile(r"(?:[^aeiou]|qu)[aeiou][bdgklmnprt]$")
_NOT_DOUBLED = re.compile(
    r"(?:open|offer|deliver|order|answer|visit|market|target|follow|listen|enter|limit|edit|develop|profit|gather|cover|monitor|budget|"
    r"widen|lower|strengthen|train|host|mail|post)$"
)  # fmt: skip
_BARE_PLURALS = re.compile(
    r"\A(?:.*\b)?(?:sales|bookings|orders|donations|savings|impressions|clicks|downloads|emissions|hours|searches|mentions|views|costs|earnings|"
    r"expenses|energy|takings|enrolments|conversions|accidents|deployments|complaints|sign-ups)$", re.IGNORECASE
)  # fmt: skip
# What may stand before the clause that says what to do: "by June, …", "with the new warehouse, …".
_OPENER = re.compile(r"^(?:by|with|before|in|for|on|over|within|this|from|during|next|thanks to)\b[^,:]{2,60},\s+")
_UNIT = r"(?:days?|weeks?|months?|quarters?|years?)"


@cache
def _verbs() -> frozenset[str]:
    return frozenset(verb.split()[0] for verb in lang.lexicon("en").verbs)


def voice(text: str) -> str:
    """The voice of a goal: a plain verb orders, "we will" promises, anything without a verb in front is a noun."""
    opening = _OPENER.sub("", text.strip().lower().replace("’", "'"))
    first = re.match(r"[\w'-]+", opening)
    word = first.group() if first else ""
    if re.match(r"we (?:will|shall)\b|we'll\b", opening):
        return "will"
    if re.match(r"we (?!want|need|would|should|must|have|plan|hope|wish|aim|intend|are|can|could|may|like|do)\w+\b", opening):
        return "we"
    if re.match(r"(?:we|i|i'd|we'd|i'm|we're|let's|let|to|please|not|never|stop|don't|they|people|somehow|really)\b", opening):
        return "infinitive"
    if word in _verbs() and not re.match(r"(?:more|less|fewer|better|up|down)\b", word):
        return "infinitive"
    return "noun"


def verb(infinitive: str, voice: str) -> str:
    """The verb in a voice: ("raise", "will") → "we will raise"; only "we" and "will" have a pronoun."""
    return {"we": f"we {infinitive}", "will": f"we will {infinitive}"}.get(voice, infinitive)


def gerund(infinitive: str) -> str:
    """ "publish" → "publishing", "write" → "writing", "run" → "running", "die" → "dying"."""
    if infinitive.endswith("ie"):
        return infinitive[:-2] + "ying"
    if infinitive.endswith("e") and not infinitive.endswith(("ee", "oe", "ye")):
        return infinitive[:-1] + "ing"
    if _DOUBLED.search(infinitive) and not _NOT_DOUBLED.search(infinitive):
        return infinitive + infinitive[-1] + "ing"
    return infinitive + "ing"


def definite(noun: str, gender: str, number: str) -> str:
    """ "conversion rate" → "the conversion rate"; plurals and mass nouns ("revenue") stand bare."""
    return rules.phrase("the", noun) if number == "s" else noun


def guess(noun: str) -> tuple[str, str]:
    """Gender (always "n") and number of an unknown noun phrase, by its head."""
    head = re.split(r"(?<!\s)\s+(?:of|per|for|in|on|from|by|to|at)\s+", noun)[0].split()[-1:] or [noun]
    low = head[0].lower()
    return "n", "p" if low.endswith("s") and not low.endswith(("ss", "us", "is")) and not head[0].isupper() else "s"


def number_of(noun: str) -> str:
    """ "followers" → "the number of followers"; flows that stand by themselves ("sales", "bookings") stay bare."""
    if _BARE_PLURALS.match(noun):
        return noun
    return f"the {noun}" if noun.lower().startswith("number") else f"the number of {noun}"


def of(phrase: str) -> str:
    """ "the rate" → "of the rate"."""
    return f"of {phrase}"


def to(phrase: str) -> str:
    """ "the rate" → "to the rate"."""
    return f"to {phrase}"


def until(answer: str) -> str:
    """The end of a habit: "30 June 2027" → "until 30 June 2027", "6 months" → "for 6 months"."""
    made = rules.deadline(answer)
    lead = re.match(r"(?:by|before|within|in|over|during|for|until|no later than)\s+(?:the next\s+)?", made, re.IGNORECASE)
    bare = made[lead.end() :] if lead else made
    if re.match(rf"(?:\d+|an?|one|two|three|four|five|six|nine|ten|twelve|eighteen)[ -]{_UNIT}\b", bare, re.IGNORECASE):
        return f"for {bare}"
    if lead and lead.group().lower().startswith(("in", "over", "during", "until")):
        return made
    return f"until {bare}"


def means(answer: str) -> str:
    """ "publish two posts a week" → ", by publishing two posts a week"; "a monthly budget" → ", with a monthly budget"."""
    text = answer.strip(" .!?")
    if _ADVERBIAL.match(text):
        return f", {_lower(text)}"
    first, _, rest = text.partition(" ")
    if first.lower() in _verbs() and rest and not rest.lower().startswith("of "):
        return f", by {gerund(first.lower())} {rest}"
    if re.fullmatch(r"\w{3,}ing", first, re.IGNORECASE) and rest:
        return f", by {_lower(text)}"
    if _DETERMINED.match(text):
        return f", with {_lower(text)}"
    if guess(text)[1] == "p":
        return f", with {_lower(text)}"
    return f" (means: {text})"


def reason(answer: str) -> str:
    """ "to cut costs" → " to cut costs"; "cut costs" → " to cut costs"; "so that …" after a comma."""
    text = answer.strip(" .!?")
    if re.match(r"(?:to|in order)\b", text, re.IGNORECASE):
        return f" {_lower(text)}"
    if re.match(r"(?:so|because|for|as|since)\b", text, re.IGNORECASE):
        return f", {_lower(text)}"
    first, _, rest = text.partition(" ")
    if rest and (first.lower() in _verbs() or _BASE_VERB.match(text)):
        return f" to {_lower(text)}"
    if _DETERMINED.match(text):
        return f", for {_lower(text)}"
    return f" (purpose: {text})"


def owner(answer: str) -> str:
    """ "Ann" → " (owner: Ann)"."""
    return f" (owner: {answer.strip(' .!?')})"


def listing(parts: Sequence[str]) -> str:
    """ "a and b", "a, b, and c"."""
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])}, and {parts[-1]}"


def typeset(words: str, source: str) -> str:
    """Our words with the author's apostrophe; else the typographic one."""
    return re.sub(r"['’]", "'" if re.search(r"\w'\w", source) and "’" not in source else "’", words)


def _lower(text: str) -> str:
    """The text as it goes on inside a sentence; names, abbreviations and "I" keep their capitals."""
    first = re.match(r"[\w'’-]+", text)
    word = first.group() if first else ""
    kept = word in ("I", *rules.MONTHS) or re.match(r"I['’]", word) or word[1:] != word[1:].lower()
    return text if kept else text[:1].lower() + text[1:]


REALISER = Realiser(
    voice=voice, verb=verb, definite=definite, guess=guess, number_of=number_of, of=of, to=to, deadline=rules.deadline, until=until,
    means=means, reason=reason, audience=rules.audience, channel=rules.channel, owner=owner,
    more=r"(?:(?:a few|a lot|many|some|even|still|far|much|lots) )?(?P<kept>more |additional |extra )|some |a few |lots of |a lot of |",
    listing=listing, typeset=typeset, lower=_lower,
)  # fmt: skip
