"""The arithmetic of a funnel: visits × rate = leads × rate = customers × basket = revenue, solved for what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.criteria.base import Context, once
from assistant.criteria.pace import DAYS_A_MONTH, found, kpi_of, months_left
from assistant.entities import metrics
from assistant.entities.phrases import words_of
from assistant.knowledge import knowledge
from assistant.lang.realism import realism as words
from assistant.records import Entity

NEXT = 26  # characters behind a figure in which its noun stands
VISITS = frozenset({"organic-traffic", "website-traffic", "unique-visitors", "clicks", "footfall"})
LEADS = frozenset({"leads", "qualified-leads", "demo-requests", "quote-requests", "appointments", "newsletter-signups", "subscribers"})
CUSTOMERS = frozenset({"new-customers", "orders", "deals", "conversions", "sales", "bookings"})
MONEY = frozenset({"revenue", "sales", "mrr"})
RATES = frozenset({"conversion-rate", "trial-conversion", "win-rate"})
A_MONTH = {"D": DAYS_A_MONTH, "W": DAYS_A_MONTH / 7, "M": 1.0, "Q": 1 / 3, "H": 1 / 6, "Y": 1 / 12}
TOLERANCE = 1.1  # a sum that is off by less is rounding


@dataclass(frozen=True, slots=True)
class Funnel:
    """What one goal, or a plan's goals, say of a funnel; amounts a month, rates as shares of one; None where nothing is said.

    `rate` turns visits into leads, or into customers where no leads are named; `close` turns leads into customers.
    """

    visits: float | None = None
    rate: float | None = None
    leads: float | None = None
    close: float | None = None
    customers: float | None = None
    basket: float | None = None
    revenue: float | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a target needs of a stage ("visits", "leads" or "customers") a month, and what is stated of it."""

    stage: str
    needed: float
    stated: float | None

    @property
    def short(self) -> bool:
        """Whether what is stated is not enough."""
        return self.stated is not None and self.needed > self.stated * TOLERANCE


def needs(funnel: Funnel) -> tuple[Shortfall, ...]:
    """What each stage has to yield, from the last stage that is named backwards; empty when the figures do not suffice.

    Formulas: customers = revenue / basket; leads = customers / close; visits = leads / rate, or customers / rate without leads.
    """
    out: list[Shortfall] = []
    customers, leads = funnel.customers, funnel.leads
    if funnel.revenue and funnel.basket:
        wanted = funnel.revenue / funnel.basket
        out.append(Shortfall("customers", wanted, customers))
        customers = max(wanted, customers or 0.0)
    if customers and funnel.close:
        wanted = customers / funnel.close
        out.append(Shortfall("leads", wanted, leads))
        leads = max(wanted, leads or 0.0)
    source = leads or customers
    if source and funnel.rate:
        out.append(Shortfall("visits", source / funnel.rate, funnel.visits))
    return tuple(out)


@once
def read(context: Context) -> Funnel:
    """The funnel that one goal names: each figure by the noun behind it, before it, or its indicator."""
    values: dict[str, float] = {}
    for figure in (e for e in context.entities if e.label == "FIGURE" and e.amount):
        stage = _stage(context, figure)
        amount = _amount(context, figure, stage)
        if stage and amount and (stage not in values or figure.role == "target"):
            values[stage] = amount
    return Funnel(**values)


def _stage(context: Context, figure: Entity) -> str | None:
    said = words(context.language.code)
    behind = context.text[figure.end : figure.end + NEXT]
    if figure.kind == "percent" and (figure.amount or 0) <= 100 and figure.role in ("means", "target", "baseline", "unknown"):
        kpi = kpi_of(context, figure)
        near = context.text[max(0, figure.start - NEXT) : figure.start]
        if found(said.conversion, behind) or found(said.conversion, near) or (kpi and _identity(context, figure) in RATES):
            return "close" if _identity(context, figure) == "win-rate" else "rate"
        return None
    if figure.kind == "money":
        before = context.text[max(0, figure.start - NEXT) : figure.start]
        if found(said.basket, before) or found(said.basket, behind):
            return "basket"
        return "revenue" if figure.role == "target" and _identity(context, figure) in MONEY else None
    if figure.kind != "count" or figure.unit or figure.direction or figure.role == "change":
        return None
    identity = named_behind(context, figure) or (_identity(context, figure) if figure.role == "target" else None)
    opening = behind.lstrip()
    if identity in VISITS or ((match := found(said.visits, opening)) is not None and match.start() == 0):
        return "visits"
    return "leads" if identity in LEADS else "customers" if identity in CUSTOMERS else None


def named_behind(context: Context, figure: Entity, *, skipped: int = 1) -> str | None:
    """The catalogue id of the indicator that the noun right behind a figure names ("500 leads"), with so many words between."""
    behind = words_of(context.text[figure.end : figure.end + NEXT])
    hits = metrics.finder(context.language.code).kpis.find(behind)
    return next((identity for first, _, identity in hits if first <= skipped and identity in knowledge().kpis), None)


def _identity(context: Context, figure: Entity) -> str | None:
    if figure in (context.frame.target, context.frame.change) and context.frame.metric:
        return context.frame.metric.id
    near = [e for e in context.entities if e.label == "METRIC"]
    nearest = min(near, key=lambda m: max(m.start - figure.end, figure.start - m.end), default=None)
    return nearest.id if nearest else None


def _amount(context: Context, figure: Entity, stage: str | None) -> float | None:
    """The figure a month: by its own cadence, else, for what is to be reached by an end, spread over the time left."""
    if figure.amount is None or stage in (None, "basket"):
        return figure.amount
    if stage in ("rate", "close"):
        return figure.amount / 100
    per_month = cadence_factor(context, figure)
    if per_month is not None:
        return figure.amount * per_month
    months = months_left(context) if figure.role in ("target", "means") else None
    return figure.amount / max(months, 1.0) if months is not None else figure.amount


def cadence_factor(context: Context, figure: Entity) -> float | None:
    """How many times a month a figure's own cadence comes round ("50 € par semaine": 4.35); None when it has none."""
    mine = next((e for e in context.entities if e.label == "DATE" and e.kind == "cadence" and 0 <= e.start - figure.end <= NEXT), None)
    between = [e for e in context.entities if e.label == "FIGURE" and mine and figure.end <= e.start < mine.start]
    if mine is None or between:
        return None
    return monthly(context, mine)


def monthly(context: Context, cadence: Entity) -> float | None:
    """Times a month of a cadence ("par semaine": 4.35, "weekly" too); None when its unit is not known."""
    said = words(context.language.code)
    for units in (context.language.dates.units, said.cadences):
        for pattern, unit in units.items():
            if unit in A_MONTH and found((pattern,), cadence.text):
                return A_MONTH[unit]
    return None
