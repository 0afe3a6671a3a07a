"""The template engine: chooses the pattern of a goal by what is known, and one of its variants by the goal's own text.

The patterns stand in `lang/<code>/patterns.toml`. What they may hold: `{head}` and `{tail}` (the author's text before and
behind the place where something is missing), `{whole}` (all of it), `{lead}` and `{object}` (before and behind a verb that
gives way), `{before}` and `{things}` (before and behind a quantifier that gives way to a number), `{colon}`, the phrases of
`phrases.Phrases.added`, `{where}` (audience, channel), `{how}` (means, reason, owner), `{Deadline}` (the deadline in front,
with its comma), and `<verb>` in the author's voice. A phrase that is lacking leaves nothing behind, nor does the space before it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from assistant.lang.realising import patterns, realiser
from assistant.rewriting.gaps import placeholders_in
from assistant.rewriting.marking import with_marks
from assistant.rewriting.phrases import Request, around, filled, set_type
from assistant.rewriting.pieces import Candidate, Piece, of_source, text_of, words
from assistant.rewriting.relations import Layout, layout_of

STEM = 5  # letters by which a verb is taken to stand in the goal already
_PARTS = re.compile(r"\{(\w+)\}|<([^>]+)>|([^{}<]+)")


class TemplateEngine:
    """Builds sentences from patterns; the default, and what every other engine falls back to."""

    name = "template"

    def propose(self, request: Request) -> Iterator[Candidate]:
        """The variants of the fitting pattern, then plainer and plainer ones; the last is the author's text with the gaps in brackets."""
        if held := _answered_marks(request):
            yield held
            return
        if not request.keep_words:
            layout = layout_of(request)
            table = patterns(request.context.language.code)
            for key in keys_of(layout, request):
                for variant in _in_turn(table.get(key, ()), request.context.text):
                    yield with_marks(request, _compose(request, layout, variant))
        yield with_marks(request, _bracketed(request))


def keys_of(layout: Layout, request: Request) -> Iterator[str]:
    """The keys of the patterns to try, the most precise first."""
    figure, direction = request.phrases.figure, request.phrases.direction
    relations = layout.relations
    for relation in relations:
        stem = f"{relation}_{figure}" if figure and relation != "only" else ""
        if not stem:
            continue
        for end in dict.fromkeys((f"_{direction}" if direction else "", "")):
            if layout.voice == "noun" and relation == "named":
                yield f"thing_{figure}{end}"
            yield stem + end
    if not figure:
        yield f"only_{layout.lacking}"


def _in_turn(variants: tuple[str, ...], text: str) -> list[str]:
    """The variants from the goal's own place on; those that would repeat a verb of the goal last."""
    first = zlib.crc32(text.encode("utf-8", "surrogatepass")) % len(variants) if variants else 0
    low = text.casefold()

    def repeats(variant: str) -> bool:
        return any(verb.casefold().split()[-1][:STEM] in low for _, verb, _ in _PARTS.findall(variant) if verb)

    return sorted((*variants[first:], *variants[:first]), key=repeats)


def _compose(request: Request, layout: Layout, pattern: str) -> Candidate:
    """A pattern filled in."""
    context, added = request.context, request.phrases.added
    slots: dict[str, Candidate] = {**added, **layout.slots}
    slots["where"] = _all(added, ("audience", "channel"))
    slots["how"] = (*_today(request), *_all(added, ("means", "reason", "owner")))
    if deadline := added.get("deadline"):
        slots["Deadline"] = (*deadline, Piece(", "))
    out: list[Piece] = []
    for slot, verb, literal in _PARTS.findall(pattern):
        if verb:
            out += words(set_type(context, realiser(context.language.code).verb(verb, layout.voice)))
        elif literal:
            out += words(set_type(context, literal))
        elif phrase := slots.get(slot):
            out += phrase
        elif slot != "Deadline" and out and out[-1].origin is None and out[-1].text.endswith(" "):
            out[-1] = replace(out[-1], text=re.sub(r"(?:[,(]|(?<![ ]))[ ]+$", "", out[-1].text))
    return _capitalised((*_tidy(out), *layout.end), layout)


def _today(request: Request) -> Candidate:
    """Today's value, where it was answered and no "from … to …" holds it."""
    phrases = request.phrases
    if phrases.figure == "pair" or "baseline" not in request.values.given or request.context.frame.baseline or "today" not in phrases.added:
        return ()
    goes_on = text_of(_all(phrases.added, ("means", "reason"))).startswith(" ")
    return (Piece(", "), *phrases.added["today"], *words("," if goes_on else ""))


def _all(added: Mapping[str, Candidate], slots: Iterable[str]) -> Candidate:
    return tuple(piece for slot in slots for piece in added.get(slot, ()))


def _tidy(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """No two spaces where words of ours meet, none before a comma."""
    last = ""
    for piece in pieces:
        text = piece.text
        if piece.origin is None and last[-1:] in (" ", "") and text.startswith(" "):
            text = text.lstrip(" ")
        if text:
            last = text
            yield replace(piece, text=text)


def _capitalised(candidate: Candidate, layout: Layout) -> Candidate:
    """A capital where a verb of ours opens the goal in the place of the author's, or a new sentence begins."""
    out, opens = list(candidate), layout.capital
    for i, piece in enumerate(out):
        if (piece.origin != "source" or piece.slot == "metric") and piece.text.strip():
            at = len(piece.text) - len(piece.text.lstrip())
            before = text_of(out[:i]) + piece.text[:at]
            if (opens and not before.strip(" \n\t-–—•*")) or re.search(r"[.!?…][ ]$", before):
                out[i] = replace(piece, text=piece.text[:at] + piece.text[at : at + 1].upper() + piece.text[at + 1 :])
    return tuple(out)


def _bracketed(request: Request) -> Candidate:
    """The plainest form: the author's text and, in brackets behind it, what is lacking."""
    context, say = request.context, request.context.language.templates.sentences
    added, phrases = request.phrases.added, []
    if "metric" in added:
        # an indicator that a verb implies is not the author's own word
        known = added["metric"][0].origin in ("answer", "assumption")
        gap = Piece(context.language.templates.placeholders["metric"], "metric", "placeholder")
        phrases.append(filled(context, say["safe_metric"], metric=added["metric"]) if known else (gap,))
    if request.phrases.figure:
        figure = added["change"] if request.phrases.figure == "by" else added[request.phrases.figure]
        phrases.append(added["target"] if request.phrases.figure == "at" else figure)
    for slot in ("deadline",):
        if slot in added:
            phrases.append(added[slot])
    end = _text_end(context.text)
    listed: list[Piece] = []
    for n, phrase in enumerate(phrases):
        listed += [*words(set_type(context, context.language.templates.smart["several"]) if n else ""), *phrase]
    bracket = filled(context, say["safe"], gaps=tuple(listed)) if listed else ()
    rest = (*_all(added, ("audience", "channel")), *_all(added, ("means", "reason", "owner")))
    return (*of_source(context, 0, end), *bracket, *rest, *of_source(context, end, len(context.text)))


def _text_end(text: str) -> int:
    return len(text.rstrip().rstrip(".!;").rstrip())


def _answered_marks(request: Request) -> Candidate | None:
    """A goal that holds placeholders of an earlier rewrite, with the answers in their place; None where there is nothing to put."""
    context, values, added = request.context, request.values, request.phrases.added
    out: list[Piece] = []
    last, changed = 0, False
    for held in placeholders_in(context.text, context.language):
        if not values.filled(held.slot):
            continue
        before, piece = (
            held.start,
            Piece(values.texts[held.slot], held.slot, values.origins[held.slot], None, values.notes.get(held.slot, "")),
        )
        phrase: Candidate = (piece,)
        if held.slot == "deadline":
            before, phrase = _end_phrase(request, held.start, piece)
        out += [*of_source(context, last, before), *phrase]
        last, changed = held.end, True
    if not changed:
        return None
    how = (*_all(added, ("audience", "channel")), *_all(added, ("means", "reason", "owner")))
    end = max(last, _text_end(context.text))
    return with_marks(request, (*out, *of_source(context, last, end), *how, *of_source(context, end, len(context.text))))


def _end_phrase(request: Request, start: int, piece: Piece) -> tuple[int, Candidate]:
    """The placeholder of the end stands behind its own preposition, which the complement replaces."""
    context = request.context
    voice, say = realiser(context.language.code), context.language.templates.sentences
    for key, make in (("until", voice.until), ("deadline", voice.deadline)):
        for lead in {
            say[key].format(deadline=""),
            set_type(context, say[key].format(deadline="")),
            say[key].format(deadline="").replace("’", "'"),
        }:
            if context.text[:start].endswith(lead):
                return start - len(lead), around(context, make(piece.text), piece)
    return start, (piece,)
