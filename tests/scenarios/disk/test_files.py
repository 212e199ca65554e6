"""A folder is written whole or not at all, whatever cuts it short."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from costing.errors import InputError
from scenarios.disk.files import folder_aside, restored, write_whole
from scenarios.disk.layout import ANSWER, COMPARISON, COPIES, PROVENANCE
from scenarios.disk.ownership import is_answer
from scenarios.disk.stops import StoppedAfterWriting
from tests.kit.killed import POINTS

ROOT = Path(__file__).parents[3]


def write_and_fail(target):
    with folder_aside(target) as folder:
        (folder / "a.txt").write_text("a")
        raise RuntimeError


def test_the_folder_appears_whole(tmp_path):
    target = tmp_path / "deep" / "out"
    with folder_aside(target) as folder:
        (folder / "a.txt").write_text("a")
        assert not target.exists()
    assert (target / "a.txt").read_text() == "a"
    assert [path.name for path in target.parent.iterdir()] == ["out"]


def test_a_failure_leaves_nothing_behind(tmp_path):
    target = tmp_path / "out"
    with pytest.raises(RuntimeError):
        write_and_fail(target)
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_answer_is_replaced_and_kept_on_failure(tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    (target / ANSWER).write_text("old")
    with pytest.raises(RuntimeError):
        write_and_fail(target)
    assert (target / ANSWER).read_text() == "old"
    with folder_aside(target) as folder:
        (folder / ANSWER).write_text("new")
    assert (target / ANSWER).read_text() == "new"


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(InputError) as caught, folder_aside(tmp_path):
        pass
    assert str(caught.value) == (
        f"{tmp_path}: got a folder with other files in it, expected a new or "
        "empty folder, or an earlier answer of Fairlot. Name another folder with --out."
    )


def test_a_file_in_the_way_is_refused(tmp_path):
    target = tmp_path / "out"
    target.write_text("mine")
    with (
        pytest.raises(InputError, match="got a file, expected a new or empty"),
        folder_aside(target),
    ):
        pass


def test_a_parent_that_is_a_file_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(InputError, match="expected a folder that can be written"),
        folder_aside(tmp_path / "file" / "out"),
    ):
        pass


def told(target, case=None):
    with pytest.raises(InputError) as caught, folder_aside(target, case):
        pass
    return str(caught.value)


def answer(folder, text="old"):
    folder.mkdir(parents=True)
    (folder / ANSWER).write_text(text)
    (folder / "placements.csv").write_text(text)
    return folder


def whole(target):
    """What both files of an answer hold."""
    texts = {(target / name).read_text() for name in (ANSWER, "placements.csv")}
    assert len(texts) == 1
    return texts.pop()


def test_a_run_with_scenarios_is_an_earlier_answer_too(tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    for name in (COMPARISON, PROVENANCE):
        assert not is_answer(target)
        (target / name).write_text("old")
    with folder_aside(target) as folder:
        (folder / ANSWER).write_text("new")
    assert [path.name for path in target.iterdir()] == [ANSWER]


def test_a_case_is_refused_whatever_else_lies_in_it(tmp_path):
    target = answer(tmp_path / "out")
    (target / "case.toml").write_text("")
    words = (
        f"{target}: got the folder of a case, expected a new or empty folder, or an "
        "earlier answer of Fairlot. Name another folder with --out."
    )
    assert told(target) == words
    (target / "case.toml").unlink()
    assert told(target, case=target) == words


@pytest.mark.parametrize("is_earlier", [True, False])
def test_a_case_inside_is_kept_as_it_is(tmp_path, is_earlier):
    target = answer(tmp_path / "out") if is_earlier else tmp_path / "out"
    case = target / "case"
    (case / "scenarios").mkdir(parents=True)
    (case / "case.toml").write_text("# mine\n")
    (case / "scenarios" / "a.toml").write_text("b")
    with folder_aside(target, case) as folder:
        assert (folder / "case" / "case.toml").read_text() == "# mine\n"
        (folder / ANSWER).write_text("new")
    files = [path for path in target.rglob("*") if path.is_file()]
    assert {str(path.relative_to(target)): path.read_text() for path in files} == {
        ANSWER: "new",
        "case/case.toml": "# mine\n",
        "case/scenarios/a.toml": "b",
    }


def test_a_workbook_inside_is_kept_too(tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.xlsx").write_bytes(b"mine")
    with folder_aside(target, target / "mine.xlsx") as folder:
        (folder / ANSWER).write_text("new")
    assert (target / "mine.xlsx").read_bytes() == b"mine"
    assert (target / ANSWER).read_text() == "new"


def test_a_workbook_beside_an_answer_is_kept_too(tmp_path):
    target = answer(tmp_path / "out")
    (target / "mine.xlsx").write_bytes(b"mine")
    with folder_aside(target, target / "mine.xlsx") as folder:
        (folder / ANSWER).write_text("new")
    assert (target / "mine.xlsx").read_bytes() == b"mine"
    assert (target / ANSWER).read_text() == "new"


def test_a_workbook_that_would_be_written_over_is_told(tmp_path):
    target = answer(tmp_path / "out")
    (target / "workbook.xlsx").write_bytes(b"mine")
    with (
        pytest.raises(InputError) as caught,
        folder_aside(target, target / "workbook.xlsx") as folder,
    ):
        (folder / "workbook.xlsx").write_bytes(b"results")
    assert str(caught.value) == (
        f'{target}: got "workbook.xlsx", which is the case itself and would be '
        "written over, expected an answer beside it. Name another folder with --out."
    )
    assert (target / "workbook.xlsx").read_bytes() == b"mine"


def test_beside_a_case_that_is_kept_nothing_else_may_lie(tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "thesis.docx").write_text("mine")
    assert "got a folder with other files in it" in told(tmp_path, tmp_path / "case")


STRANGERS = [
    "notes.docx",
    "my analysis.xlsx",
    "prices-i-negotiated.csv",
    "mine/a.csv",
    "case/offers.csv",
    "case/allocation.json",
    "pay/notes.csv",
]


@pytest.mark.parametrize("name", STRANGERS)
def test_what_a_person_put_into_an_answer_is_not_lost(tmp_path, name):
    target = answer(tmp_path / "out")
    answer(target / "pay")
    file = target / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")
    assert told(target) == (
        f'{target}: got an earlier answer with "{name}" in it, which is not of Fairlot '
        "and would be lost, expected a new or empty folder, or an earlier answer of "
        "Fairlot. Name another folder with --out."
    )
    assert file.read_text() == "mine"


def with_copies(target):
    """Write an answer with a case and a scenario copied into it, as Fairlot does."""
    with folder_aside(target) as folder:
        (folder / ANSWER).write_text("old")
        for name in ("case/offers.csv", "case/scenarios/a.toml", "b/scenarios/b.toml"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("old")
    return target


def test_what_was_copied_into_an_answer_is_written_down(tmp_path):
    old = hashlib.sha256(b"old").hexdigest()
    assert (with_copies(tmp_path / "out") / COPIES).read_text() == (
        f"{old}  b/scenarios/b.toml\n{old}  case/offers.csv\n"
        f"{old}  case/scenarios/a.toml\n"
    )


def test_copies_as_they_were_written_go(tmp_path):
    with folder_aside(with_copies(tmp_path / "out")) as folder:
        (folder / ANSWER).write_text("new")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [ANSWER]


@pytest.mark.parametrize(
    "name", ["case/offers.csv", "case/scenarios/a.toml", "b/scenarios/b.toml"]
)
def test_a_copy_that_was_changed_since_is_not_lost(tmp_path, name):
    target = with_copies(tmp_path / "out")
    (target / name).write_text("mine")
    assert told(target) == (
        f'{target}: got an earlier answer with "{name}" in it, which was changed since '
        "Fairlot wrote it and would be lost, expected a new or empty folder, or an "
        "earlier answer of Fairlot. Name another folder with --out."
    )
    assert (target / name).read_text() == "mine"


def test_a_case_that_was_run_where_it_lies_is_a_copy_as_far_as_it_was(tmp_path):
    target = with_copies(tmp_path / "out")
    (target / "case" / "offers.csv").write_text("mine")
    with folder_aside(target, target / "case") as folder:
        (folder / ANSWER).write_text("new")
    assert "case/offers.csv" in told(target)
    (target / "case" / "offers.csv").write_text("old")
    with folder_aside(target) as folder:
        (folder / ANSWER).write_text("newest")
    assert [path.name for path in target.iterdir()] == [ANSWER]


def test_a_case_of_somebody_is_no_copy_once_it_was_run_where_it_lies(tmp_path):
    target = tmp_path / "out"
    (target / "case").mkdir(parents=True)
    (target / "case" / "offers.csv").write_text("mine")
    with folder_aside(target, target / "case") as folder:
        (folder / ANSWER).write_text("new")
    assert 'with "case/offers.csv" in it, which is not of Fairlot' in told(target)


def test_beside_a_case_that_lies_deeper_nothing_is_lost(tmp_path):
    case = tmp_path / "mine" / "case"
    case.mkdir(parents=True)
    (tmp_path / "mine" / "thesis.docx").write_text("mine")
    assert "got a folder with other files in it" in told(tmp_path, case)
    (tmp_path / ANSWER).write_text("old")
    assert 'with "mine/thesis.docx" in it' in told(tmp_path, case)


def test_what_a_version_of_fairlot_or_the_system_put_there_goes(tmp_path):
    target = answer(tmp_path / "out")
    for name in ("shortlist.csv", "workbook.xlsx", ".DS_Store"):
        (target / name).write_text("")
    answer(target / "scenario-of-before")
    (target / "case").mkdir()
    with folder_aside(target) as folder:
        (folder / ANSWER).write_text("new")
    assert [path.name for path in target.iterdir()] == [ANSWER]


def test_a_link_is_followed_and_stays(tmp_path):
    target = answer(tmp_path / "real")
    link = tmp_path / "out"
    link.symlink_to(target)
    with folder_aside(link) as folder:
        (folder / ANSWER).write_text("new")
    assert link.is_symlink()
    assert (target / ANSWER).read_text() == "new"


def test_a_failure_takes_the_folders_away_that_it_made(tmp_path):
    with pytest.raises(RuntimeError):
        write_and_fail(tmp_path / "deep" / "deeper" / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_second_writer_in_the_same_process_is_told(tmp_path):
    target = tmp_path / "out"
    with folder_aside(target) as folder:
        (folder / ANSWER).write_text("first")
        assert told(target) == SECOND.format(target)
    assert (target / ANSWER).read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


SECOND = (
    "{}: got another fairlot that is writing it, expected a folder of its own. "
    "Wait until that one has ended, or name another folder with --out."
)


def test_a_strange_folder_in_the_place_of_the_one_aside_is_left_alone(tmp_path):
    strange = tmp_path / ".out.fairlot"
    strange.mkdir()
    (strange / "thesis.docx").write_text("mine")
    assert told(tmp_path / "out") == (
        f"{tmp_path / 'out'}: got .out.fairlot beside it, which is not of Fairlot, "
        "expected a folder that can be written. Name another folder with --out."
    )
    assert (strange / "thesis.docx").read_text() == "mine"


def test_a_full_disk_is_told(tmp_path):
    with pytest.raises(InputError) as caught, folder_aside(tmp_path / "out"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert str(caught.value) == (
        f"{tmp_path / 'out'}: got No space left on device, expected a folder that can "
        "be written. Name another folder with --out."
    )
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_renamed_leaves_the_old_answer(tmp_path, monkeypatch):
    target = answer(tmp_path / "out")
    rename = Path.rename

    def refused(self, new):
        if self.name == "new":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return rename(self, new)

    monkeypatch.setattr(Path, "rename", refused)
    assert "got Permission denied" in told(target)
    assert whole(target) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def process(module, *arguments, **more):
    command = [sys.executable, "-m", f"tests.kit.{module}", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, text=True, **more)


posix = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")


@posix
@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_the_answer_is_whole_and_the_next_run_clears(tmp_path, point):
    target = answer(tmp_path / "out")
    with process("killed", target, point) as writer:
        pass
    assert writer.returncode == -signal.SIGKILL
    # Before the second rename the old one is what counts; from then on the new one.
    is_new = point in POINTS[POINTS.index("after-rename-2") :]
    assert whole(restored(target)) == ("new" if is_new else "old")
    with folder_aside(target) as folder:
        (folder / ANSWER).write_text("newest")
    assert (target / ANSWER).read_text() == "newest"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@posix
def test_killed_with_no_answer_before_it_there_is_none(tmp_path):
    target = tmp_path / "out"
    with process("killed", target, "before-rename-1"):
        pass
    assert not restored(target).exists()
    with folder_aside(target) as folder:
        (folder / ANSWER).write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_answer_is_not_put_back_under_the_hands_of_a_writer(tmp_path):
    target = tmp_path / "out"
    with folder_aside(target) as folder:
        answer(folder.parent / "old")
        assert not restored(target).exists()
        (folder / ANSWER).write_text("new")
        (folder / "placements.csv").write_text("new")
    assert whole(target) == "new"


@posix
def test_two_processes_do_not_write_one_folder_and_no_lock_outlives_its_process(
    tmp_path,
):
    target = answer(tmp_path / "out")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with process("holding", target, **pipes) as first:
        assert first.stdout.readline() == "writing\n"
        assert told(target) == SECOND.format(target)
        first.kill()
    assert whole(target) == "old"
    with process("holding", target, **pipes) as second:
        second.communicate("go on\n")
    assert second.returncode == 0
    assert (target / ANSWER).read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@posix
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_is_told_in_a_word_and_leaves_nothing(tmp_path, how):
    target = answer(tmp_path / "out")
    every = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with process("holding", target, **every) as writer:
        assert writer.stdout.readline() == "writing\n"
        writer.send_signal(how)
        told_of = writer.stderr.read().strip()
    assert (writer.returncode, told_of) == (3, "Stopped. Nothing was written.")
    assert whole(target) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.fixture
def hears_ctrl_c():
    """Hear Ctrl-C as at a terminal, whatever started the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("hears_ctrl_c")
def test_a_stop_as_the_answer_takes_its_place_waits_and_says_so(tmp_path, monkeypatch):
    target = answer(tmp_path / "out")
    rename = Path.rename

    def stopped(self, new):
        answer = rename(self, new)
        signal.raise_signal(signal.SIGINT)
        return answer

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(StoppedAfterWriting) as caught, folder_aside(target) as folder:
        (folder / ANSWER).write_text("new")
    assert str(caught.value) == f"{target} is written, whole"
    assert (target / ANSWER).read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_is_written_whole_over_another(tmp_path):
    file = tmp_path / "a.md"
    for text in ("one", "two"):
        write_whole(file, text)
        assert file.read_text() == text
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path):
    with pytest.raises(InputError) as caught:
        write_whole(tmp_path, "")
    assert str(caught.value) == (
        f"{tmp_path}: got a folder, expected a file that can be written. "
        "Name another file."
    )
    with pytest.raises(InputError, match="got No such file or directory, expected"):
        write_whole(tmp_path / "nowhere" / "a.md", "")
