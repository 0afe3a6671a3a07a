"""What a language brings to the rules on whole plans."""

from __future__ import annotations

from assistant.lang.figure_models import Words
from assistant.resources import Resource


class PlanRuleText(Resource):
    """What a rule on plans says.

    `message` says what is wrong in general, `details` (by key, with `{values}`) what exactly; `passing` and `failing` are plans in
    Markdown, `source` tells where the rule comes from.
    """

    message: str
    explanation: str
    source: str
    details: dict[str, str]
    passing: str
    failing: str


class PlanTexts(Resource):
    """Words and texts of the rules on plans.

    Attributes:
        quote: how a goal is quoted.
        share_links: patterns that follow a percentage when it is a share of a whole ("60 % of the …").
        owner_columns: patterns of table headers whose column names who answers for a goal.
        tool_cues: patterns that say where a figure is read ("measured in …").
        plain_headings: words that tell nothing of the scope of the goals under a heading ("goals", "plan", "our").
        stages: names of the funnel stages, by id.
        rules: texts of the rules, by id.
    """

    quote: str
    share_links: Words
    owner_columns: Words
    tool_cues: Words
    plain_headings: Words
    stages: dict[str, str]
    rules: dict[str, PlanRuleText]
