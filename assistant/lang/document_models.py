"""What a language brings to the reading and writing of documents."""

from __future__ import annotations

from assistant.lang.figure_models import Words
from assistant.resources import Resource


class ColumnWords(Resource):
    """Patterns of table headers, by what their column adds to a goal."""

    indicator: Words
    baseline: Words
    target: Words
    deadline: Words
    tool: Words


class DocumentTexts(Resource):
    """Words and texts of the document formats.

    Attributes:
        columns: patterns of the headers of columns that complete a goal.
        context_headings: patterns of headings under which a plan tells how things stand, not what it wants.
        heading_openers: words that may stand before those of a heading ("our goals").
        captions: words that open a caption, before its number.
        empty_cells: what people write in a cell that they leave open, in lower case.
        row: a goal with what the other cells of its row add, with `{cells}`; comes after the goal's own text.
        cell: one of those cells, with `{name}` and `{value}`.
        cell_link: stands between them.
        places: names of the places of a document ("header", "slide", …), with `{n}` where they are counted.
        note: the lines of a comment on a goal, by key.
        refusals: why a file is not read, by key, with `{values}`; each says how to mend it.
    """

    columns: ColumnWords
    context_headings: Words
    heading_openers: Words
    captions: Words
    empty_cells: Words
    row: str
    cell: str
    cell_link: str
    places: dict[str, str]
    note: dict[str, str]
    refusals: dict[str, str]
