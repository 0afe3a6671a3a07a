"""A drawing as SVG: one file that asks for nothing from outside, light or dark as its reader prefers, and told in words."""

from __future__ import annotations

from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assistant.followup.drawing import COLOURS, HEIGHT, WIDTH, Dot, Drawing, Label, Line

FONTS = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"


def to_svg(drawing: Drawing) -> str:
    """The SVG text, ending with a line feed; identifiers in it depend on the drawing alone, so that several fit into one page."""
    name = "sg" + sha256(drawing.description.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}", "width": f"{WIDTH:g}", "height": f"{HEIGHT:g}",
            "class": name, "role": "img", "lang": drawing.lang, "aria-labelledby": f"{name}-t {name}-d", "font-family": FONTS,
        },
    )  # fmt: skip
    SubElement(root, "title", {"id": f"{name}-t"}).text = drawing.title
    SubElement(root, "desc", {"id": f"{name}-d"}).text = drawing.description
    SubElement(root, "style").text = _style(name)
    SubElement(root, "rect", {"width": "100%", "height": "100%", **_paint("paper")})
    for part in drawing.parts:
        _add(root, part)
    indent(root)
    return tostring(root, encoding="unicode") + "\n"


def _style(name: str) -> str:
    """Colours for dark screens; the light ones stand with each part, for programs that read no style sheet (slides, word processors)."""
    dark = "".join(f".{name} .f-{key}{{fill:{pair[1]}}}.{name} .s-{key}{{stroke:{pair[1]}}}" for key, pair in COLOURS.items())
    return f"@media screen and (prefers-color-scheme:dark){{{dark}}}"


def _paint(fill: str | None, stroke: str | None = None) -> dict[str, str]:
    classes = [f"{side}-{colour}" for side, colour in (("f", fill), ("s", stroke)) if colour]
    look = {"class": " ".join(classes), "fill": COLOURS[fill][0] if fill else "none"}
    return look | ({"stroke": COLOURS[stroke][0]} if stroke else {})


def _add(root: Element, part: Line | Dot | Label) -> None:
    if isinstance(part, Line):
        look = {"points": " ".join(f"{x:.1f},{y:.1f}" for x, y in part.points), **_paint(None, part.colour)}
        look |= {"stroke-width": f"{part.width:g}", "stroke-linejoin": "round"}
        if part.dash:
            look["stroke-dasharray"] = " ".join(f"{d:g}" for d in part.dash)
        SubElement(root, "polyline", look)
    elif isinstance(part, Dot):
        look = {"cx": f"{part.x:.1f}", "cy": f"{part.y:.1f}", "r": f"{part.radius:g}", "stroke-width": "2"}
        SubElement(root, "circle", look | (_paint("paper", part.colour) if part.hollow else _paint(part.colour, "paper")))
    else:
        look = {"x": f"{part.x:.1f}", "y": f"{part.y:.1f}", "font-size": f"{part.size:g}", **_paint(part.colour)}
        if part.anchor != "start":
            look["text-anchor"] = part.anchor
        if part.bold:
            look["font-weight"] = "bold"
        SubElement(root, "text", look).text = part.text
