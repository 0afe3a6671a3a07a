"""An English marketing plan in Word, with everything that people leave in such files; GOALS is what a reader calls goals."""

from tests.plans.word import BOLD, ITALIC, bookmark, box, bullet, commented, deleted, docx, field, inserted, link, note, p, run, split, table

GOALS = (
    "Be more visible on Google",
    "Grow our presence on social media",
    "Gain 400 Instagram followers by the end of June 2027 by posting twice a week",
    "Sell more electric bikes",
    "Move the conversion rate from 1.2% to 2% by the end of Q3 2027",
    "Increase online bookings by 30% through the website",
    "Win contracts with local companies",
    "Keep our customers",
    "Raise the repeat purchase rate",
    "Reach an average rating of 4.6/5",
    "We also want to double the number of newsletter subscribers before the end of 2027.",
    "Sign ten new corporate fleets in Leeds.",
    "Become known for repairs",
    "Conversion rate",
    "Cost per lead",
)


def plan():
    """The bytes of the plan."""
    return docx(
        p("Marketing plan 2027", style="Title"),
        p("Fernhill Cycles repairs and sells bikes in Leeds. In 2026 the workshop handled 3,100 repairs and the average rating stood at 4.3."),
        p("The UK market for electric bikes grew by 12% last year; according to the Bicycle Association it is expected to reach £1.1 billion in 2029."),
        p("Where we stand", style="Titre1"),
        p("The team has five people. The advertising budget is £900 a month, agreed in October.", note(1)),
        bullet("Website traffic: 9,400 visits a month on average"),
        bullet("Average order value: £62, up from £58 in 2025"),
        bullet("The customer file holds 4,100 addresses"),
        p(run("Awareness goals:", BOLD)),
        bullet(split(GOALS[0], 2, 8, 19)),
        bullet(run("Grow our "), run("presence", BOLD), run(" on "), link("social media")),
        bullet(bookmark("target", split(GOALS[2], 4, 9, 20))),
        p("Key results", style="Titre1"),
        bullet(commented(5, run("Sell more"), run(" electric bikes", ITALIC))),
        bullet(run("Move the conversion rate from 1.2% to "), deleted("1.8%"), inserted("2%"), run(" by the end of Q3 2027")),
        bullet(run("Increase online bookings by "), field("REF target", "30%"), run(" through the website")),
        bullet(run("Win contracts", BOLD), note(2), run(" with local companies")),
        p("Loyalty", style="Titre1"),
        table(
            ("Goal", "Deadline", "Owner"),
            (GOALS[7], "", "Tom"),
            (p(split(GOALS[8], 6, 16)), "31 December 2027", "Ann"),
            (GOALS[9], "Q4 2027", "Ann"),
        ),
        p("Table 1: loyalty goals", style="Legende"),
        p("Numbers to watch", style="Titre1"),
        table(("KPI", "Baseline", "Target", "By when"), (GOALS[13], "1.2%", "2%", "Q3 2027"), (GOALS[14], "£18", "£12", "end of 2027")),
        p("Budget", style="Titre1"),
        table(("Item", "2026", "2027"), ("Advertising", "£10,800", "£12,000"), ("Trade shows", "£3,500", "£4,000")),
        p("Outlook", style="Titre1"),
        p("The newsletter has 1,900 subscribers. ", GOALS[10], " It goes out on the first Monday of each month."),
        p(run("We rely "), box(p(GOALS[11])), run("on a network of 40 partner shops.")),
        p("Reminder", style="Titre2"),
        p("The 2026 plan was met: 300 new customers and 2 trade shows. Should we open a shop in York?"),
        p(commented(6, GOALS[12])),
        p(commented(7, "Become the best-loved bike shop in Yorkshire.")),
        footnotes=("Budget adopted by the board on 12 October 2026.", "Twelve companies were visited in 2026."),
        comments=((5, "Ask Paul for figures?"), (6, "smartgoals: ignore T001"), (7, "smartgoals: ignore")),
        header="Fernhill Cycles – marketing plan 2027",
    )  # fmt: skip
