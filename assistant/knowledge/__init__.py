"""The language-neutral catalogues: KPIs, channels, themes. Names and synonyms stand in `lang/<code>/`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from assistant.errors import ResourceError
from assistant.resources import PACKAGE, Resource, read_model

EDITORIAL = "editorial estimate"  # the source of a figure that is no publication
Stage = Literal["see", "think", "do", "care", "internal"]
Unit = Literal["percent", "count", "money", "rating", "time", "points", "ratio"]


class Kpi(Resource):
    """A key performance indicator.

    `pace` is the plausible relative change a month, in percent, of an ordinary small or medium organisation that works
    at it; `max` the logical maximum in `unit`; `highest` and `lowest` what even the best do not pass (editorial estimates);
    `better` the companion of a vanity metric.

    `stretch`, with its source, is the pace beyond which progress is no longer credible (where it is not given, realism.py has one for
    the kind of figure); `own` marks what lies in the organisation's own hands (an answer rate, a delay) and may change at a stroke;
    `volume` is what a month brings it in all, in pieces, when it works at it; `usual` a published level, in `unit`, with its source.
    Sources are proper names with a year, or "editorial estimate".
    """

    theme: str
    unit: Unit
    direction: Literal["up", "down"]
    stage: Stage
    tools: tuple[str, ...] = ()
    vanity: bool = False
    better: str = ""
    pace: float
    pace_source: str
    max: float | None = None
    highest: float | None = None
    lowest: float | None = None
    stretch: float | None = None
    stretch_source: str = ""
    own: bool = False
    volume: float | None = None
    usual: float | None = None
    usual_source: str = ""


class Channel(Resource):
    """A medium, lever or tool, with the audiences that it reaches well or hardly."""

    family: str
    audiences: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class Theme(Resource):
    """A field of wishes ("be more visible"), with the KPIs to propose, best first, and usual channels."""

    stage: Stage
    kpis: tuple[str, ...]
    channels: tuple[str, ...] = ()


class Knowledge(Resource):
    """The three catalogues, by id; and brands, words by class ("media")."""

    kpis: dict[str, Kpi]
    channels: dict[str, Channel]
    themes: dict[str, Theme]
    brands: dict[str, str]


@cache
def knowledge() -> Knowledge:
    """Load and cross-check the catalogues.

    Raises:
        ResourceError: a file is malformed or names an id that does not exist.
    """
    folder = PACKAGE / "knowledge"
    kpis = read_model(folder / "kpis.toml", dict[str, Kpi])
    channels = read_model(folder / "channels.toml", dict[str, Channel])
    themes = read_model(folder / "themes.toml", dict[str, Theme])
    for name, kpi in kpis.items():
        if kpi.theme not in themes:
            raise ResourceError(f"assistant/knowledge/kpis.toml: {name}.theme: no theme '{kpi.theme}' in themes.toml")
        for key in ("stretch", "usual"):
            if (getattr(kpi, key) is None) != (not getattr(kpi, f"{key}_source")):
                raise ResourceError(f"assistant/knowledge/kpis.toml: {name}.{key}: a figure needs its {key}_source, and no figure none")
        if kpi.vanity != bool(kpi.better) or (kpi.better and kpi.better not in kpis):
            raise ResourceError(f"assistant/knowledge/kpis.toml: {name}.better: a vanity metric, and no other, names a known companion")
    for name, theme in themes.items():
        for key, ids, known in (("kpis", theme.kpis, kpis), ("channels", theme.channels, channels)):
            if missing := [i for i in ids if i not in known]:
                raise ResourceError(f"assistant/knowledge/themes.toml: {name}.{key}: unknown id '{missing[0]}'")
    brands = read_model(folder / "brands.toml", dict[str, str])
    return Knowledge(kpis=kpis, channels=channels, themes=themes, brands=brands)
