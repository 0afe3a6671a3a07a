"""OpenDocument texts built from raw XML."""

import io
import zipfile
from xml.sax.saxutils import escape

NS = " ".join(
    f'xmlns:{n}="{u}"'
    for n, u in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/", "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    }.items()
)  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SIGNED = "<office:change-info><dc:creator>Léa Martin</dc:creator><dc:date>2026-11-02T09:00:00</dc:date></office:change-info>"


def span(text, style="Gras"):
    return f'<text:span text:style-name="{style}">{escape(text)}</text:span>'


def p(*content, style=None):
    inner = "".join(c if c.startswith("<") else escape(c) for c in content)
    return f"<text:p{f' text:style-name={chr(34)}{style}{chr(34)}' if style else ''}>{inner}</text:p>"


def h(text, level=1):
    return f'<text:h text:outline-level="{level}" text:style-name="Heading_20_{level}">{escape(text)}</text:h>'


def bullets(*items):
    return (
        "<text:list>"
        + "".join(f"<text:list-item>{i if i.startswith('<text:p') else p(i)}</text:list-item>" for i in items)
        + "</text:list>"
    )


def table(*rows):
    body = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string">{c if c.startswith("<text:p") else p(c)}</table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="T"><table:table-column table:number-columns-repeated="{len(rows[0])}"/>{body}</table:table>'


def note(text):
    return f'<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>{p(text)}</text:note-body></text:note>'


def inserted(text):
    return f'<text:change-start text:change-id="ct1"/>{escape(text)}<text:change-end text:change-id="ct1"/>'


def comment(text):
    return f"<office:annotation><dc:creator>Léa Martin</dc:creator><dc:date>2026-11-02T09:00:00</dc:date>{p(text)}</office:annotation>"


def odt(*body, deleted="2,2 %"):
    """The bytes of a document; "ct1" is another's insertion, "ct2" another's deletion."""
    tracked = (
        f'<text:tracked-changes><text:changed-region xml:id="ct1" text:id="ct1"><text:insertion>{SIGNED}</text:insertion></text:changed-region>'
        f'<text:changed-region xml:id="ct2" text:id="ct2"><text:deletion>{SIGNED}{p(deleted)}</text:deletion></text:changed-region></text:tracked-changes>'
    )
    if not any("ct2" in b for b in body):
        tracked = ""
    content = (
        f'{HEAD}<office:document-content {NS} office:version="1.3"><office:automatic-styles><style:style style:name="Gras" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="Ital" style:family="text"><style:text-properties '
        'fo:font-style="italic"/></style:style></office:automatic-styles>'
        f"<office:body><office:text>{tracked}{''.join(body)}</office:text></office:body></office:document-content>"
    )
    styles = (
        f'{HEAD}<office:document-styles {NS} office:version="1.3"><office:styles><style:style style:name="Title" style:family="paragraph"/>'
        '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"/></office:styles></office:document-styles>'
    )
    manifest = (
        f'{HEAD}<manifest:manifest {NS} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, data in (("content.xml", content), ("styles.xml", styles), ("META-INF/manifest.xml", manifest)):
            made.writestr(name, data)
    return out.getvalue()


FRENCH_GOALS = ("Améliorer la visibilité sur Google", "Passer le taux de conversion de 1,8 % à 2,5 % d’ici la fin du T3 2027", "Vendre plus en ligne", "Fidéliser nos clients",
                "Augmenter le taux de réachat", "Nous voulons doubler le nombre d’inscrits avant fin 2027.", "Développer la marque")  # fmt: skip
ENGLISH_GOALS = ("Be more visible on Google", "Move the conversion rate from 1.2% to 2% by the end of Q3 2027", "Sell more online", "Keep our customers", "Raise the repeat purchase rate",
                 "We want to double the number of subscribers before the end of 2027.", "Become known for repairs")  # fmt: skip
FRENCH = (
    "Plan marketing 2027",
    "Contexte",
    "En 2026, la boutique a réalisé 182 000 € de ventes ; le panier moyen est de 41 €.",
    "Objectifs",
    ("Objectif", "Échéance", "Cible"),
    "fin 2027",
    "24 %",
    "La liste compte 1 900 inscrits. ",
    "Conseil du 12 octobre 2026.",
    "2,5 %",
)
ENGLISH = (
    "Marketing plan 2027",
    "Context",
    "In 2026 the shop made £182,000 of sales; the average basket is £41.",
    "Goals",
    ("Goal", "Deadline", "Target"),
    "end of 2027",
    "24%",
    "The list has 1,900 subscribers. ",
    "Board of 12 October 2026.",
    "2%",
)


def plan(words=FRENCH, goals=FRENCH_GOALS):
    """A plan with spans inside words, another's changes, a footnote, a table, comments."""
    title, stand, fact, heading, head, day, target, intro, foot, new = words
    before, after = goals[1].rsplit(new, 1)
    return odt(
        p(title, style="Title"), h(stand), p(fact, note(foot)), h(heading),
        bullets(
            p(span(goals[0][:4]), span(goals[0][4:9], "Ital"), goals[0][9:]),
            p(before, '<text:change text:change-id="ct2"/>', inserted(new), after),
            p(goals[2].rsplit(" ", 1)[0], "<text:s/>", span(goals[2].rsplit(" ", 1)[1])),
        ),
        table(head, (goals[3], "", ""), (goals[4], day, target)),
        p(intro, span(goals[5][:10]), goals[5][10:]), p(comment("smartgoals: ignore T001"), goals[6]), p(comment("smartgoals: ignore"), goals[2], " !"),
    )  # fmt: skip
