"""Word-level differences, and their way into the runs of a text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.differences import Change, changes, spread

TEXT = st.text(alphabet="abé ,.’5%", max_size=30)


def applied(old, made):
    for change in reversed(made):
        old = old[: change.start] + change.text + old[change.end :]
    return old


@given(old=TEXT, new=TEXT)
def test_changes_turn_the_old_text_into_the_new_one(old, new):
    made = changes(old, new)
    assert applied(old, made) == new
    assert all(a.end <= b.start for a, b in pairwise(made))


def test_what_stays_is_not_touched():
    assert changes("Vendre plus en ligne", "Vendre plus de bougies en ligne d’ici juin") == (
        Change(12, 12, "de bougies "),
        Change(20, 20, " d’ici juin"),
    )


@given(parts=st.lists(TEXT, min_size=1, max_size=6), new=TEXT)
def test_runs_together_give_the_new_text(parts, new):
    old = "".join(parts)
    made = spread(parts, changes(old, new))
    assert made is not None
    assert len(made) == len(parts)
    assert "".join(made) == new


@given(parts=st.lists(TEXT, min_size=1, max_size=6), locks=st.lists(st.booleans(), min_size=6, max_size=6), new=TEXT)
def test_locked_runs_never_change(parts, locks, new):
    locked = locks[: len(parts)]
    made = spread(parts, changes("".join(parts), new), locked)
    if made is not None:
        assert "".join(made) == new
        assert all(a == b for a, b, lock in zip(parts, made, locked, strict=True) if lock)
