"""Draw an evaluation: a dot and its interval for each label and criterion, a colour a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.measures import Row

SHOWN = (
    "goal detection F1", "METRIC F1", "FIGURE F1", "DATE F1", "CHANNEL F1", "AUDIENCE F1", "figure role accuracy", "last day accuracy",
    "specific κ met", "measurable κ met", "achievable κ met", "relevant κ met", "time_bound κ met",
)  # fmt: skip


def draw(rows: Sequence[Row], path: Path, title: str) -> None:
    """Write the plot; the format is the file's ending.

    Raises:
        SystemExit: matplotlib is not installed (extra `plot`).
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise SystemExit("smartgoals eval: --plot needs matplotlib: pip install 'smartgoals[plot]'") from error
    figure = Figure(figsize=(8, 6), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    langs = sorted({r.lang for r in rows if "+" not in r.lang})
    for i, code in enumerate(langs):
        mine = {r.measure: r for r in rows if r.lang == code}
        names = [n for n in SHOWN if n in mine]
        places = [len(SHOWN) - SHOWN.index(n) + (i - (len(langs) - 1) / 2) * 0.25 for n in names]
        values = [mine[n].value for n in names]
        low = [max(0.0, mine[n].value - mine[n].low) for n in names]
        high = [max(0.0, mine[n].high - mine[n].value) for n in names]
        axes.errorbar(values, places, xerr=[low, high], fmt="o", capsize=3, label=code)
    axes.set_yticks([len(SHOWN) - i for i in range(len(SHOWN))], SHOWN)
    axes.set_xlim(0, 1.02)
    axes.set_xlabel("value, 95 % bootstrap interval")
    axes.set_title(title)
    axes.grid(axis="x", alpha=0.3)
    axes.legend(loc="lower left")
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def draw_bench(figures: Mapping[str, Mapping[str, float]], path: Path) -> None:
    """Draw a run of `eval.bench`: the stages of an analysis, and its cost by the number of goals and the length of text.

    Raises:
        SystemExit: matplotlib is not installed (extra `plot`).
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise SystemExit("eval.bench: --plot needs matplotlib: pip install 'smartgoals[plot]'") from error
    figure = Figure(figsize=(11, 5), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    codes = sorted(name.removeprefix("stages ") for name in figures if name.startswith("stages "))
    names = sorted({n for code in codes for n in figures[f"stages {code}"]}, key=lambda n: figures[f"stages {codes[0]}"].get(n, 0.0))
    for i, code in enumerate(codes):
        places = [j + 0.4 * (i - (len(codes) - 1) / 2) for j in range(len(names))]
        left.barh(places, [figures[f"stages {code}"].get(n, 0.0) for n in names], height=0.4, label=code)
    left.set_yticks(range(len(names)), names)
    left.set_xlabel("share of the processor time, %")
    left.legend()
    for code in codes:
        for unit in ("goals", "kB"):
            points = [(int(n.split()[0]), v) for n, v in figures[f"growth {code}"].items() if n.endswith(f"{unit} [s]")]
            fitted = figures[f"growth {code}"].get("exponent of goals" if unit == "goals" else "exponent of text", float("nan"))
            right.plot(*zip(*points, strict=True), marker="o", label=f"{code}, {unit}: exponent {fitted:.2f}")
    right.set_xscale("log")
    right.set_yscale("log")
    right.set_xlabel("goals, or kB of text")
    right.set_ylabel("processor time, s")
    right.legend()
    right.grid(alpha=0.3)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
