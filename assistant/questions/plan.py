"""The questions of a whole plan: asked once, answered for every goal that they concern."""

from __future__ import annotations
from dataclasses import dataclass


@dataclass
class PlanQuestion: ...


def for_plan(): ...
