"""Word documents built from raw XML, so that runs, revisions, fields and boxes stand exactly as wanted."""

import io
import zipfile
from itertools import pairwise
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'mc:Ignorable=""'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f"""{HEAD}<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="DejaVu Sans" w:hAnsi="DejaVu Sans"/><w:sz w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="1F4E79"/><w:sz w:val="30"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/><w:basedOn w:val="Titre1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:sz w:val="25"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Puce"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Legende"><w:name w:val="caption"/><w:basedOn w:val="Normal"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="character" w:styleId="Lien"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Grille"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr></w:style>
</w:styles>"""
NUMBERING = f"""{HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
SIGNED = 'w:author="Léa Martin" w:date="2026-11-02T09:00:00Z"'


def run(text, look=""):
    """A run; look is the inside of its w:rPr."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


BOLD, ITALIC, RED = "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>'
BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"


def split(text, *cuts, looks=(BOLD, ITALIC, "", RED)):
    """The text in runs cut at the offsets, with looks in turn."""
    edges = [0, *cuts, len(text)]
    return "".join(run(text[a:b], looks[i % len(looks)]) for i, (a, b) in enumerate(pairwise(edges)) if b > a)


def p(*content, style=None, extra=""):
    """A paragraph of ready runs, or of plain texts."""
    inner = "".join(c if c.startswith("<") else run(c) for c in content)
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + extra
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def bullet(*content):
    return p(*content, style="Puce")


def inserted(text, number=901, look=""):
    return f'<w:ins w:id="{number}" {SIGNED}>{run(text, look)}</w:ins>'


def deleted(text, number=902):
    return f'<w:del w:id="{number}" {SIGNED}>{run(text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")}</w:del>'


def link(text):
    return f'<w:hyperlink r:id="rIdWeb" w:history="1">{run(text, "<w:rStyle w:val=" + chr(34) + "Lien" + chr(34) + "/>")}</w:hyperlink>'


def field(code, result, look=""):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark.format("begin") + instruction + mark.format("separate") + run(result, look) + mark.format("end")


def bookmark(name, *content, number=77):
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{"".join(content)}<w:bookmarkEnd w:id="{number}"/>'


def note(number):
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def commented(number, *content):
    inner = "".join(c if c.startswith("<") else run(c) for c in content)
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def table(*rows, header=True):
    """A table of texts or ready paragraphs."""
    out, width = [], 9600 // len(rows[0])
    for i, row in enumerate(rows):
        look = BOLD if header and i == 0 else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{c if c.startswith("<w:p") else p(run(c, look))}</w:tc>'
            for c in row
        )
        out.append(f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if header and i == 0 else ''}{cells}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in rows[0])
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="Grille"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(out)}</w:tbl>'


def box(*paragraphs):
    """A text box as Word writes it: drawing, and a fallback with the same text."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="3600000" cy="900000"/><wp:docPr id="1" name="Box"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="3600000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>'
        f"</a:solidFill></a:ln></wps:spPr><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    pict = f'<w:pict><v:shape style="width:283pt;height:70pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent></w:r>'


def docx(*body, footnotes=(), comments=(), header=None, extra=None):
    """The bytes of a document; footnotes are texts (ids from 1), comments (id, text) pairs, extra further parts."""
    relations = [("rIdStyles", "styles", "styles.xml", ""), ("rIdNumbering", "numbering", "numbering.xml", ""),
                 ("rIdWeb", "hyperlink", "https://example.org/", ' TargetMode="External"')]  # fmt: skip
    parts, types = {}, [("document", "document.main"), ("styles", "styles"), ("numbering", "numbering")]
    section = ""
    if footnotes:
        relations.append(("rIdNotes", "footnotes", "footnotes.xml", ""))
        types.append(("footnotes", "footnotes"))
        special = "".join(
            f'<w:footnote w:type="{t}" w:id="{i}"><w:p><w:r><w:{t}/></w:r></w:p></w:footnote>'
            for t, i in (("separator", -1), ("continuationSeparator", 0))
        )
        notes = "".join(
            f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r>{run(" " + t)}</w:p></w:footnote>' for i, t in enumerate(footnotes, 1)
        )
        parts["word/footnotes.xml"] = f"{HEAD}<w:footnotes {NS}>{special}{notes}</w:footnotes>"
    if comments:
        relations.append(("rIdComments", "comments", "comments.xml", ""))
        types.append(("comments", "comments"))
        made = "".join(f'<w:comment w:id="{i}" {SIGNED} w:initials="LM">{p(t)}</w:comment>' for i, t in comments)
        parts["word/comments.xml"] = f"{HEAD}<w:comments {NS}>{made}</w:comments>"
    if header:
        relations.append(("rIdHeader", "header", "header1.xml", ""))
        types.append(("header1", "header"))
        parts["word/header1.xml"] = f"{HEAD}<w:hdr {NS}>{p(header)}</w:hdr>"
        section = '<w:headerReference w:type="default" r:id="rIdHeader"/>'
    section = f'<w:sectPr>{section}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
    overrides = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{OFFICE}.{t}+xml"/>' for n, t in types)
    everything = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(f'<Relationship Id="{i}" Type="{RELS}/{t}" Target="{target}"{mode}/>' for i, t, target, mode in relations) + "</Relationships>",
        "word/document.xml": f"{HEAD}<w:document {NS}><w:body>{''.join(body)}{section}</w:body></w:document>",
        "word/styles.xml": STYLES, "word/numbering.xml": NUMBERING, **parts, **(extra or {}),
    }  # fmt: skip
    return packed(everything)


def packed(parts):
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()
