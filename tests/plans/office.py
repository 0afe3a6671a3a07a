"""A deck and a workbook: made by the libraries that people use, then given what those libraries cannot write."""

import io

from tests.plans.reader import parts
from tests.plans.word import packed

DECK_GOALS = (
    "Gagner en visibilité sur Google", "Obtenir 40 demandes de devis par mois d’ici fin juin 2027", "Vendre plus de coffrets", "Fidéliser nos clients",
    "Augmenter le panier moyen de 41 € à 48 € d’ici fin 2027", "Recruter des ambassadeurs",
)  # fmt: skip
ENGLISH_DECK_GOALS = ("Be more visible in Leeds", "Win 40 quote requests a month by the end of June 2027", "Sell more e-bikes", "Keep our customers",
                      "Raise the average basket from £62 to £70 by the end of 2027", "Recruit ambassadors")  # fmt: skip
FRENCH_DECK = ("Plan marketing 2027", "Atelier Brume", "Où nous en sommes", ("Trafic : 12 400 visites par mois", "Panier moyen : 41 €", "La newsletter compte 1 900 inscrits"),
               "Objectifs", "Objectifs de fidélité", ("Objectif", "Échéance", "Responsable"), "fin 2027", "Merci de votre attention")  # fmt: skip
ENGLISH_DECK = ("Marketing plan 2027", "Fernhill Cycles", "Where we stand", ("Traffic: 9,400 visits a month", "Average basket: £62", "The newsletter has 1,900 subscribers"),
                "Goals", "Loyalty goals", ("Goal", "Deadline", "Owner"), "end of 2027", "Thank you")  # fmt: skip


def deck(words=FRENCH_DECK, goals=DECK_GOALS):
    """A presentation: title, context, goals with mixed runs, a table, a group, notes."""
    from pptx import Presentation
    from pptx.util import Cm, Pt

    title, company, stand, facts, heading, second, head, deadline, thanks = words
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[0])
    slide.shapes.title.text, slide.placeholders[1].text = title, company
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = stand
    slide.placeholders[1].text = "\n".join(facts)
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = heading
    frame = slide.placeholders[1].text_frame
    for i, goal in enumerate(goals[:3]):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        cut = len(goal) // 2
        first, rest = paragraph.add_run(), paragraph.add_run()
        first.text, rest.text = goal[:cut], goal[cut:]
        first.font.bold, rest.font.italic, rest.font.size = True, True, Pt(20)
    slide.notes_slide.notes_text_frame.text = thanks
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = second
    table = slide.shapes.add_table(3, 3, Cm(2), Cm(5), Cm(20), Cm(4)).table
    for c, name in enumerate(head):
        table.cell(0, c).text = name
    for r, (goal, day, owner) in enumerate(((goals[3], deadline, "Inès"), (goals[4], "", "Paul")), 1):
        for c, value in enumerate((goal, day, owner)):
            table.cell(r, c).text = value
    group = slide.shapes.add_group_shape()
    box = group.shapes.add_textbox(Cm(2), Cm(12), Cm(12), Cm(2))
    box.text_frame.text = goals[5]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


BOOK_GOALS = (
    "Améliorer la visibilité sur Google",
    "Augmenter le taux de réachat",
    "Gagner 500 abonnés Instagram d’ici fin juin 2027",
    "Vendre plus",
    "Réduire le coût par lead",
)
ENGLISH_BOOK_GOALS = (
    "Be more visible on Google",
    "Raise the repeat purchase rate",
    "Gain 400 Instagram followers by the end of June 2027",
    "Sell more",
    "Cut the cost per lead",
)
FRENCH_BOOK = (
    "Objectifs",
    "Suivi des objectifs 2027",
    ("N°", "Objectif", "Échéance", "Responsable", "Actuel", "Cible"),
    "Budget",
    (("Publicité", 12000), ("Salons", 3500)),
    "Idées",
)
ENGLISH_BOOK = (
    "Goals",
    "Goals 2027",
    ("No.", "Goal", "Deadline", "Owner", "Baseline", "Target"),
    "Budget",
    (("Advertising", 10800), ("Trade shows", 3500)),
    "Ideas",
)


def book(words=FRENCH_BOOK, goals=BOOK_GOALS):
    """A workbook: a table of goals under a title, dates, percentages, a formula with its cached value, a chart, a sparkline, rich text."""
    from datetime import date

    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.chart import BarChart, Reference

    sheet_name, title, head, budget, rows, ideas = words
    made = Workbook()
    sheet = made.active
    sheet.title = sheet_name
    sheet["A1"] = title
    sheet.append([])
    sheet.append(head)
    sheet.append([1, goals[0], date(2027, 6, 30), "Nadia"])
    sheet.append([2, goals[1], date(2027, 12, 31), "Inès", 0.18, 0.24])
    sheet.append([3, goals[2], None, "Paul"])
    sheet.append([4, CellRichText(goals[3][:4], TextBlock(InlineFont(b=True), goals[3][4:])), None, ""])
    for row in (4, 5):
        sheet[f"C{row}"].number_format = "dd/mm/yyyy"
    for place in ("E5", "F5"):
        sheet[place].number_format = "0%"
    sheet["H4"] = "=COUNTA(B4:B7)"
    other = made.create_sheet(budget)
    other.append(["Poste", 2026])
    for row in rows:
        other.append(row)
    chart = BarChart()
    chart.add_data(Reference(other, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    other.add_chart(chart, "D2")
    third = made.create_sheet(ideas)
    third.append([1, goals[4]])
    hidden = made.create_sheet("_data")
    hidden.append(["Vendre plus"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    every = parts(out.getvalue())
    first = every["xl/worksheets/sheet1.xml"].decode()
    spark = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}">'
        '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines><x14:sparkline>'
        f"<xm:f>{budget}!B2:B3</xm:f><xm:sqref>I4</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )
    assert "<v></v></c>" in first or "<v/></c>" in first or "<v /></c>" in first
    for empty in ("<v></v></c>", "<v/></c>", "<v /></c>"):
        first = first.replace(empty, "<v>4</v></c>")
    every["xl/worksheets/sheet1.xml"] = first.replace("</worksheet>", f"{spark}</worksheet>").encode()
    return packed(every)
