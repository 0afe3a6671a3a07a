"""English: verb forms, numbers and dates as written, the complements that answers become."""

from __future__ import annotations

import re
from datetime import date

from assistant.lang.models import LanguageRules

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
BEFORE_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CAD": "C$"}
UNIT_WORDS = {"d": "days", "w": "weeks", "mo": "months", "y": "years", "h": "hours", "min": "minutes", "s": "seconds", "stars": "stars"}

_IRREGULAR = {
    "be": "(?:be|is|are|am|being|been)",
    "have": "(?:have|has|having)",
    "do": "(?:do|does|doing)",
    "go": "(?:go|goes|going)",
    "grow": "(?:grow|grows|growing|grown|grew)",
    "win": "(?:win|wins|winning|won)",
    "sell": "(?:sell|sells|selling|sold)",
    "find": "(?:find|finds|finding|found)",
    "get": "(?:get|gets|getting|got)",
    "bring": "(?:bring|brings|bringing|brought)",
    "make": "(?:make|makes|making|made)",
    "keep": "(?:keep|keeps|keeping|kept)",
    "hold": "(?:hold|holds|holding|held)",
    "hit": "(?:hit|hits|hitting)",
    "cut": "(?:cut|cuts|cutting)",
    "put": "(?:put|puts|putting)",
    "set": "(?:set|sets|setting)",
    "run": "(?:run|runs|running|ran)",
    "write": "(?:write|writes|writing|wrote|written)",
    "rise": "(?:rise|rises|rising|rose|risen)",
    "fall": "(?:fall|falls|falling|fell|fallen)",
    "lose": "(?:lose|loses|losing|lost)",
    "build": "(?:build|builds|building|built)",
    "shrink": "(?:shrink|shrinks|shrinking|shrank|shrunk)",
    "take": "(?:take|takes|taking|took|taken)",
    "meet": "(?:meet|meets|meeting|met)",
    "become": "(?:become|becomes|becoming|became)",
    "drive": "(?:drive|drives|driving|drove|driven)",
    "draw": "(?:draw|draws|drawing|drew|drawn)",
    "read": "(?:read|reads|reading)",
    "send": "(?:send|sends|sending|sent)",
    "spend": "(?:spend|spends|spending|spent)",
    "pay": "(?:pay|pays|paying|paid)",
    "give": "(?:give|gives|giving|gave|given)",
    "teach": "(?:teach|teaches|teaching|taught)",
    "sleep": "(?:sleep|sleeps|sleeping|slept)",
    "swim": "(?:swim|swims|swimming|swam)",
    "quit": "(?:quit|quits|quitting)",
    "up": "(?:up|upping)",
}
_DOUBLING = {"drop", "trim", "ship", "plan", "top", "tap", "stop", "slim", "scrap", "grab", "swap", "map"}


def forms(infinitive: str) -> tuple[str, ...]:
    """Patterns of all forms of a verb (of a noun the same endings do no harm)."""
    head, _, tail = infinitive.partition(" ")
    rest = f" {tail}" if tail else ""
    if head in _IRREGULAR:
        return (_IRREGULAR[head] + rest,)
    if head.endswith("e"):
        return (f"{re.escape(head[:-1])}(?:e|es|ed|ing){rest}",)
    if re.search(r"[^aeiou]y$", head):
        return (f"{re.escape(head[:-1])}(?:y|ies|ied|ying){rest}",)
    if head in _DOUBLING:
        return (f"{re.escape(head)}(?:s|{head[-1]}ed|{head[-1]}ing)?{rest}",)
    if re.search(r"(?:s|x|ch|sh|z)$", head):
        return (f"{re.escape(head)}(?:es|ed|ing)?{rest}",)
    return (f"{re.escape(head)}(?:s|ed|ing|led|ling)?{rest}",) if head.endswith("l") else (f"{re.escape(head)}(?:s|ed|ing)?{rest}",)


def number(amount: float) -> str:
    """1234.5 → "1,234.5"."""
    return f"{round(amount, 2):,.2f}".rstrip("0").rstrip(".")


def figure(amount: float, unit: str | None, kind: str) -> str:
    """The amount with its unit: "3.5%", "€20,000", "4.5/5", "2 points"."""
    text = number(amount)
    if unit is None:
        return text
    if unit in BEFORE_SIGNS:
        return BEFORE_SIGNS[unit] + text
    if unit == "%" or unit.startswith("/"):
        return text + unit
    word = UNIT_WORDS.get(unit, unit)
    return f"{text} {word.removesuffix('s') if amount == 1 else word}"


def day(iso: str) -> str:
    """2027-06-30 → "30 June 2027"."""
    value = date.fromisoformat(iso)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def phrase(key: str, text: str) -> str:
    """Put "the" before a metric that has no determiner, unless it is a plural or a mass noun ("revenue", "orders")."""
    text = text.strip()
    if key == "of":
        return f"of {text}"
    if re.match(r"(?:the|our|my|your|their|a|an|this|its)\b", text, re.IGNORECASE):
        return text
    return (
        f"the {text}" if re.search(r"(?:rate|score|rating|basket|cost|time|value|position|share|NPS|coverage|cycle|reach)$", text) else text
    )


def deadline(answer: str) -> str:
    """Make an answer about the end a complement: "June" → "by the end of June", "6 months" → "within 6 months"."""
    text = answer.strip(" .!?")
    if re.match(r"(?:by|before|within|in|until|no later|over|during|for|ahead|on|at)\b", text, re.IGNORECASE):
        return text
    if re.match(
        r"(?:\d+|a|an|one|two|three|four|five|six|nine|ten|twelve|eighteen)[ -](?:days?|weeks?|months?|quarters?|years?)\b",
        text,
        re.IGNORECASE,
    ):
        return f"within {text}"
    if re.match(r"end\b|start\b|beginning\b|middle\b", text, re.IGNORECASE):
        return f"by the {text}"
    if re.match(rf"(?:(?:{'|'.join(MONTHS)})(?! \d{{1,2}}\b(?!\d))|[QH]\d|20\d\d)\b", text, re.IGNORECASE):
        return f"by the end of {text}"
    return f"by {text}"


def audience(answer: str) -> str:
    """Make an answer about who is addressed a complement: "SMEs" → "among SMEs"."""
    text = answer.strip(" .!?")
    return text if re.match(r"(?:among|for|to|with|from|in)\b", text, re.IGNORECASE) else f"among {text}"


def channel(answer: str) -> str:
    """Make an answer about the channel a complement: "LinkedIn" → "via LinkedIn"."""
    text = answer.strip(" .!?")
    return text if re.match(r"(?:via|on|by|through|with|in|at|using)\b", text, re.IGNORECASE) else f"via {text}"


def singulars(noun: str) -> tuple[str, ...]:
    """The singulars of a plural: agencies → agency, branches → branch, sales → sale, workmen → workman."""
    if noun.endswith("ies"):
        return (noun[:-3] + "y", noun[:-1])
    if noun.endswith("men"):
        return (noun[:-2] + "an",)
    if noun.endswith("ves"):
        return (noun[:-1], noun[:-3] + "f", noun[:-3] + "fe")
    if noun.endswith("es"):
        return (noun[:-1], noun[:-2])
    return (noun[:-1],) if noun.endswith("s") and len(noun) > 3 else ()


RULES = LanguageRules(
    forms=forms, number=number, date=day, figure=figure, phrase=phrase, deadline=deadline, audience=audience,
    channel=channel, singulars=singulars,
)  # fmt: skip
