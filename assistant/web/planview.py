"""A plan as the page shows it. Markup is made with `markupsafe`, so that every value is escaped."""

from __future__ import annotations

from markupsafe import Markup

from assistant import lang
from assistant.plan import PlanFinding
from assistant.records import Analysis
from assistant.reports.base import STATUS_MARKS, clean, criterion_letter
from assistant.web import marks
from assistant.web.planwork import OpenPlan, Row

ACTS = ("accepted", "edited", "rejected")


def as_html(plan: OpenPlan | None, code: str) -> str:
    """The whole plan: figures, heat map, findings, questions, goals."""
    if plan is None:
        return ""
    web = lang.interface(code).web
    if not plan.rows:
        return str(Markup('<div class="sg-card" role="status"><p>{}</p></div>').format(web["plan_no_goals"].format(name=clean(plan.name))))
    parts = (_figures(plan, code), _heat(plan, code), _findings(plan, code), _questions(plan, code), _goals(plan, code))
    return str(Markup('<div class="sg-plan">{}</div>').format(Markup("").join(parts)))


def told(message: str) -> str:
    """One sentence to the user."""
    return str(Markup('<div class="sg-card sg-told" role="alert"><p>{}</p></div>').format(clean(message)))


def _figures(plan: OpenPlan, code: str) -> Markup:
    web = lang.interface(code).web
    smart = sum(row.after.smart for row in plan.rows)
    figures = (
        (web["figure_goals"], str(len(plan.rows))),
        (web["figure_score"], f"{plan.mean_before} → {plan.mean_after}"),
        (web["figure_smart"], str(smart)),
    )
    cells = Markup("").join(Markup("<li><strong>{}</strong><span>{}</span></li>").format(value, label) for label, value in figures)
    return Markup('<ul class="sg-figures">{}</ul>').format(cells)


def _heat(plan: OpenPlan, code: str) -> Markup:
    web, say = lang.interface(code).web, lang.interface(code).text
    letters = Markup("").join(
        Markup('<th scope="col"><abbr title="{}">{}</abbr></th>').format(say[n], criterion_letter(n)) for n in plan.rows[0].before.criteria
    )
    rows = Markup("").join(
        Markup('<tr><th scope="row"><a href="#sg-goal-{n}">{n}. {text}</a></th>{cells}<td class="sg-num">{score}</td></tr>').format(
            n=row.number, text=_short(row.before.text), cells=_cells(row.before, code, "td"), score=row.before.score or 0
        )
        for row in plan.rows
    )
    return Markup(
        '<section><h3>{title}</h3><p class="sg-soft">{note}</p><div class="sg-scroll" tabindex="0" role="region" aria-label="{title}"><table class="sg-heat">'
        '<thead><tr><th scope="col">{goal}</th>{letters}<th scope="col">{score}</th></tr></thead><tbody>{rows}</tbody></table></div></section>'
    ).format(title=web["heat_map"], note=web["heat_note"], goal=web["goal"], letters=letters, score=web["score"], rows=rows)


def _cells(analysis: Analysis, code: str, tag: str) -> Markup:
    say = lang.interface(code).text
    return Markup("").join(
        Markup(
            '<{tag} class="sg-cell sg-{status}" title="{title}"><span aria-hidden="true">{shown}</span><span class="sg-only">{said}</span></{tag}>'
        ).format(
            tag=Markup(tag),
            status=v.status,
            title=f"{say[name]}{say['colon']}{say[v.status]}. {clean(v.reason)}",
            shown=STATUS_MARKS[v.status] if tag == "td" else criterion_letter(name),
            said=f"{say[name]} {say[v.status]}",
        )  # fmt: skip
        for name, v in analysis.criteria.items()
    )


def _findings(plan: OpenPlan, code: str) -> Markup:
    say = lang.interface(code).text
    found = [f for row in plan.rows for f in row.before.findings if isinstance(f, PlanFinding)]
    if not found:
        return Markup("")
    rows = Markup("").join(
        Markup('<li><span class="sg-tag sg-{}">{}</span> {} <code>{}</code></li>').format(
            {"error": "missing", "warning": "partial"}.get(f.severity, "unknown"), say[f.severity], clean(f.message), f.rule
        )
        for f in found
    )
    return Markup('<section class="sg-details"><h3>{}</h3><ul>{}</ul></section>').format(say["plan"], rows)


def _questions(plan: OpenPlan, code: str) -> Markup:
    web, say = lang.interface(code).web, lang.interface(code).text
    if not plan.questions:
        return Markup("")
    rows = Markup("").join(
        Markup(
            '<li><label for="sg-q{n}">{text}</label> <span class="sg-soft">{goals}{gain}</span>'
            '<input id="sg-q{n}" data-question="{n}" type="text" maxlength="500" list="sg-l{n}" placeholder="{hint}"><datalist id="sg-l{n}">{options}</datalist></li>'
        ).format(
            n=n,
            text=clean(q.text),
            goals=say["plan_goals_one" if len(q.goals) == 1 else "plan_goals"].format(list=", ".join(map(str, q.goals))),
            gain=say["plan_gain"].format(gain=q.gain) if q.gain > 0 else "",
            hint=clean(", ".join(q.suggestions[:2])),
            options=Markup("").join(Markup('<option value="{}">').format(clean(s)) for s in q.suggestions),
        )  # fmt: skip
        for n, q in enumerate(plan.questions)
    )
    return Markup(
        '<section class="sg-questions"><h3>{}</h3><p class="sg-soft">{}</p><ol>{}</ol><p><button type="button" data-act="answers" class="sg-main">{}</button></p></section>'
    ).format(web["plan_questions"], web["plan_questions_note"], rows, web["apply_answers"])


def _goals(plan: OpenPlan, code: str) -> Markup:
    web = lang.interface(code).web
    rows = Markup("").join(_goal(row, code) for row in plan.rows)
    return Markup(
        '<section><h3>{}</h3><p class="sg-soft">{}</p><div class="sg-acts"><button type="button" data-act="all_accepted">{}</button>'
        '<button type="button" data-act="all_rejected">{}</button></div>{}</section>'
    ).format(web["plan_goals_title"], web["plan_goals_note"], web["accept_all"], web["reject_all"], rows)


def _goal(row: Row, code: str) -> Markup:
    web, say = lang.interface(code).web, lang.interface(code).text
    place = " › ".join((*row.found.block.heading, row.found.block.where))
    changed = row.decision.text != row.before.text
    after = _marked(row, code) if row.decision.kind == "accepted" else Markup("{}").format(clean(row.decision.text))
    new = (
        Markup('<dt>{}</dt><dd><p class="sg-new">{}</p><p class="sg-row">{}<span class="sg-num">{}</span></p></dd>').format(
            say["after"], after, _cells(row.after, code, "span"), web["score_of"].format(score=row.after.score or 0)
        )
        if changed
        else Markup('<dt>{}</dt><dd><p class="sg-soft">{}</p></dd>').format(
            say["after"],
            web["kept_as_is"] if row.decision.kind == "rejected" else say["unchanged"] if row.before.smart else say["nothing_to_add"],
        )
    )
    acts = Markup("").join(
        Markup('<button type="button" data-act="{}" aria-pressed="{}">{}</button>').format(
            act, "true" if row.decision.kind == act else "false", web[f"do_{act}"]
        )
        for act in ACTS
        if act != "edited"
    )
    edit = Markup(
        '<details class="sg-edit"><summary>{}</summary><label class="sg-only" for="sg-e{n}">{}</label><textarea id="sg-e{n}" rows="3" maxlength="2000">{}</textarea>'
        '<button type="button" data-act="edited">{}</button></details>'
    ).format(web["do_edited"], web["edit_label"].format(number=row.number), clean(row.decision.text), web["save_edit"], n=row.number)
    return Markup(
        '<article class="sg-goal sg-planned" id="sg-goal-{n}" data-row="{n}"><h4>{n}. <span class="sg-soft">{place}</span></h4><dl><dt>{before}</dt>'
        '<dd><p>{text}</p><p class="sg-row">{cells}<span class="sg-num">{score}</span></p></dd>{new}</dl><div class="sg-acts">{acts}{edit}</div></article>'
    ).format(
        n=row.number, place=clean(place), before=say["before"], text=clean(row.before.text), cells=_cells(row.before, code, "span"),
        score=web["score_of"].format(score=row.before.score or 0), new=new, acts=acts, edit=edit,
    )  # fmt: skip


def _marked(row: Row, code: str) -> Markup:
    """The proposal, what is not the author's marked."""
    return Markup("").join(_stretch(text, label) for text, label in marks.wording(row.made, code))


def _stretch(text: str, label: str | None) -> Markup:
    return Markup('<mark title="{}">{}</mark>').format(label, text) if label else Markup("{}").format(text)


def _short(text: str, most: int = 70) -> str:
    text = clean(text)
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
