"""A drawing as PNG. The only place below `eval` that imports matplotlib, which brings its own font, so that it draws alike everywhere."""

from __future__ import annotations

from io import BytesIO

from assistant.errors import ConfigError
from assistant.followup.drawing import COLOURS, HEIGHT, WIDTH, Dot, Drawing, Label, Line

DOTS_PER_UNIT = 2  # 1920 × 1080
UNITS_PER_INCH = 100
POINTS = 72 / UNITS_PER_INCH
ALIGN = {"start": "left", "middle": "center", "end": "right"}


def to_png(drawing: Drawing) -> bytes:
    """The PNG's bytes, on light paper; its words stand in its metadata as "Description".

    Raises:
        ConfigError: matplotlib is not installed (extra `plot`).
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise ConfigError("a PNG needs matplotlib: pip install 'smartgoals[plot]'; an SVG needs nothing") from error
    figure = Figure(
        figsize=(WIDTH / UNITS_PER_INCH, HEIGHT / UNITS_PER_INCH), dpi=UNITS_PER_INCH * DOTS_PER_UNIT, facecolor=_paint("paper")
    )
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(HEIGHT, 0)
    axes.axis("off")
    for depth, part in enumerate(drawing.parts):
        if isinstance(part, Line):
            xs, ys = zip(*part.points, strict=True)
            style = (0, tuple(d / part.width for d in part.dash)) if part.dash else "-"
            axes.plot(
                xs, ys, color=_paint(part.colour), linewidth=part.width * POINTS, linestyle=style, zorder=depth, solid_joinstyle="round"
            )
        elif isinstance(part, Dot):
            fill, rim = ("paper", part.colour) if part.hollow else (part.colour, "paper")
            axes.plot(
                [part.x], [part.y], "o", markersize=2 * part.radius * POINTS, markerfacecolor=_paint(fill), markeredgecolor=_paint(rim),
                markeredgewidth=2 * POINTS, zorder=depth, clip_on=False,
            )  # fmt: skip
        else:
            _write(axes, part, depth)
    body = BytesIO()
    figure.savefig(body, format="png", metadata={"Software": None, "Title": drawing.title, "Description": drawing.description})
    return body.getvalue()


def _write(axes: object, label: Label, depth: int) -> None:
    axes.text(  # type: ignore[attr-defined]
        label.x, label.y, label.text, fontsize=label.size * POINTS, color=_paint(label.colour), ha=ALIGN[label.anchor], va="baseline",
        weight="bold" if label.bold else "normal", family="DejaVu Sans", zorder=depth, parse_math=False,
    )  # fmt: skip


def _paint(colour: str) -> str:
    return COLOURS[colour][0]
