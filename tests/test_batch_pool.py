"""Workers that loop, eat memory or die are replaced, and the rest goes on."""

import pytest

from assistant.batch.pool import Pool
from assistant.batch.records import Failure, Recipe
from assistant.errors import AssistantError, ConfigError
from assistant.lang import available
from tests.batches import PLAIN, SHORT, Task, nothing


def outcomes(tasks, jobs=1):
    with Pool(PLAIN, SHORT, jobs) as pool:
        return {task.name: outcome.key if isinstance(outcome, Failure) else "done" for task, outcome in pool.run(tasks)}


@pytest.mark.parametrize(
    ("deed", "key"), [("sleep", "too_slow"), ("eat", "too_hungry"), ("die", "child_failed"), ("raise", "child_failed")]
)
def test_a_task_that_breaks_its_worker_is_told_and_the_rest_goes_on(tmp_path, deed, key):
    tasks = [Task("a", "work", tmp_path), Task("b", deed, tmp_path), Task("c", "work", tmp_path)]
    assert outcomes(tasks) == {"a": "done", "b": key, "c": "done"}


def test_two_workers_do_the_same(tmp_path):
    tasks = [Task(str(n), "die" if n == 2 else "work", tmp_path) for n in range(6)]
    assert outcomes(tasks, 2) == {str(n): "child_failed" if n == 2 else "done" for n in range(6)}


def test_what_came_before_a_task_is_not_laid_to_its_charge(tmp_path):
    assert outcomes([Task("a", "work", tmp_path), Task("b", "slip", tmp_path)]) == {"a": "done", "b": "done"}


def test_the_parts_of_a_broken_task_are_done_on_their_own(tmp_path):
    tasks = [Task("a", "die", tmp_path, ("work", "die", "work")), Task("b", "work", tmp_path)]
    assert outcomes(tasks) == {"a-0": "done", "a-1": "child_failed", "a-2": "done", "b": "done"}


def _no_helper():
    raise ConfigError("this profile is wrong")


def _gone():
    raise SystemExit(3)


def test_workers_that_do_not_come_up_end_the_run(tmp_path):
    for helper, said in ((_no_helper, "this profile is wrong"), (_gone, "status 3")):
        with Pool(Recipe(helper, nothing), SHORT, 1) as pool, pytest.raises(AssistantError, match=said):
            list(pool.run([Task("a", "work", tmp_path)]))


def test_no_worker_starts_when_there_is_nothing_to_do():
    with Pool(Recipe(_gone, nothing), SHORT, 4) as pool:
        assert list(pool.run([])) == []


def test_reasons_speak_every_language():
    for code in available():
        assert Failure("too_slow", {"seconds": "2"}).told(code)
        assert Failure("edited", {"path": "x.md"}).told(code)
    assert len({Failure("edited", {"path": "x.md"}).told(code) for code in available()}) == len(available())
