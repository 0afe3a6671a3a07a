"""PDF files built by hand: text at places, ruled tables, pictures; standard fonts, Windows-1252."""

import zlib


def text(x, y, words, size=11, bold=False):
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F{2 if bold else 1} {size} Tf {x} {y} Td ({escaped}) Tj ET"


def ruled(x, y, widths, rows, height=20):
    """A table whose top left corner is at x, y."""
    right, bottom = x + sum(widths), y - height * len(rows)
    out = [f"{x} {y - height * i} m {right} {y - height * i} l S" for i in range(len(rows) + 1)]
    at = x
    for width in [*widths, 0]:
        out.append(f"{at} {y} m {at} {bottom} l S")
        at += width
    for r, row in enumerate(rows):
        at = x
        for width, cell in zip(widths, row, strict=True):
            out.append(text(at + 3, y - height * r - 14, cell, 10))
            at += width
    return "\n".join(out)


def pdf(*pages, picture=False):
    """The bytes of a document of pages of drawing commands."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    numbers = [5 + 2 * i for i in range(len(pages))]
    image = 5 + 2 * len(pages)
    objects.append(f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] >>")
    for name in ("Helvetica", "Helvetica-Bold"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
    for number, page in zip(numbers, pages, strict=True):
        more = f"/XObject << /I {image} 0 R >>" if picture else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> {more} >> >>"
        )
        body = zlib.compress((page + ("\nq 400 0 0 500 90 200 cm /I Do Q" if picture else "")).encode("cp1252"))
        objects.append((f"<< /Length {len(body)} /Filter /FlateDecode >>", body))
    if picture:
        objects.append(
            ("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>", b"\x80")
        )
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, made in enumerate(objects, 1):
        places.append(len(out))
        head, stream = made if isinstance(made, tuple) else (made, None)
        out += f"{number} 0 obj\n{head}\n".encode("cp1252")
        out += b"stream\n" + stream + b"\nendstream\n" if stream is not None else b""
        out += b"endobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{p:010d} 00000 n \n".encode() for p in places)
    return bytes(out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())


FRENCH_GOALS = ("Améliorer la visibilité de l’atelier sur Google et sur les réseaux sociaux que fréquentent nos clients", "Gagner 500 abonnés Instagram d’ici fin juin 2027", "Vendre plus",
                "Augmenter le taux de réachat", "Fidéliser nos clients")  # fmt: skip
ENGLISH_GOALS = ("Be more visible on Google and on the social networks where the customers of our workshop can be found today", "Gain 400 Instagram followers by the end of June 2027", "Sell more",
                 "Raise the repeat purchase rate", "Keep our customers")  # fmt: skip
FRENCH = (
    "Plan marketing 2027",
    "Contexte",
    "En 2026, la boutique a réalisé 182 000 € de ventes et le panier moyen",
    "s’établit à 41 €.",
    "Objectifs",
    ("Objectif", "Échéance", "Responsable"),
    "fin 2027",
    "Atelier Brume – page ",
)
ENGLISH = (
    "Marketing plan 2027",
    "Context",
    "In 2026 the shop made £182,000 of sales and the average basket was",
    "at £41.",
    "Goals",
    ("Goal", "Deadline", "Owner"),
    "end of 2027",
    "Fernhill Cycles – page ",
)


def plan(words=FRENCH, goals=FRENCH_GOALS):
    """A plan of two pages with running heads, a wrapped bullet, a ruled table."""
    title, stand, fact, rest, heading, head, day, running = words
    cut = goals[0].index(" ", 60)
    first = "\n".join([
        text(60, 810, running + "1", 9), text(60, 770, title, 20, True), text(60, 730, stand, 14, True), text(60, 708, fact), text(60, 694, rest),
        text(60, 660, heading, 14, True), text(60, 638, "•"), text(75, 638, goals[0][:cut]), text(75, 624, goals[0][cut + 1 :]),
        text(60, 606, "•"), text(75, 606, goals[1]), text(60, 588, "•"), text(75, 588, goals[2]),
    ])  # fmt: skip
    second = (
        text(60, 810, running + "2", 9) + "\n" + ruled(60, 760, (220, 120, 100), (head, (goals[3], day, "Léa"), (goals[4], "", "Paul")))
    )
    return pdf(first, second)
