"""`flowproof formal`, with a stand-in for Coq that accepts or refuses what it is told to.

What Coq itself says is asked in tests/proofs/formal, where it is installed.
"""

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flowproof import cli, exports, kernel, records
from flowproof.formal import assumptions, build, coq, run
from paper import Misuse
from proofs.formal import worded
from proofs.formal.project import Project, Theorem, project

STAND_IN = r"""#!/bin/sh
for file; do :; done
case "$1" in
  --version) echo "The Coq Proof Assistant, version ${COQ_IS:-8.16.1}"; exit;;
  -where) dirname "$0"; exit;;
esac
case "$file" in Asked*.v)
  sed -n 's/.*idtac "\(.*\)"\. Abort.*/\1/p' "$file" | while read -r line; do
    printf '%s\n%s\n' "$line" "${COQ_SAYS:-Closed under the global context}"
  done
  exit;;
esac
echo "$file" >> compiled
if [ "$file" = "$COQ_SLEEPS_AT" ]; then sleep 60; fi
if [ "$file" = "$COQ_DIES_AT" ]; then kill -9 $$; fi
if [ "$file" = "$COQ_REFUSES" ]; then
  printf 'File "./%s", line 5, characters 0-9:\nError:\nThe term has another type.\n' "$file" >&2; exit 1
fi
if [ "$file" = "$COQ_IS_FULL_AT" ]; then
  printf 'File "./%s", line 5, characters 0-9:\nError: System error: "No space left on device"\n' "$file" >&2; exit 1
fi
: > "${file%.v}.vo"
"""
ONE = "Axioms:\nboolp.propositional_extensionality : forall P Q : Prop, P <-> Q -> P = Q"


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a coqc that is none, and a cache of our own; the suite is the library alone."""
    place = tmp_path / "bin"
    for part in coq.PARTS:
        (place / "user-contrib" / "mathcomp" / part).mkdir(parents=True)
        (place / "user-contrib" / "mathcomp" / part / "all.vo").touch()
    (place / "coqc").write_text(STAND_IN, encoding="utf-8")
    (place / "coqc").chmod(0o755)
    monkeypatch.setenv("COQBIN", str(place))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(exports, "exported", lambda _: (project(()), ()))
    monkeypatch.setattr(worded, "theorems", lambda: ())
    return place


def compiled() -> list[str]:
    """The files that were compiled since the last time that this was asked, in their order."""
    log = kernel.folder() / "compiled"
    found = log.read_text(encoding="utf-8").split() if log.exists() else []
    log.unlink(missing_ok=True)
    return found


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.run(["formal"]) == cli.MISUSE
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    return said.err


@pytest.mark.usefixtures("stand_in")
def test_only_what_has_changed_is_compiled_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    modules = {"NCRing.v", "Loewner.v", "Spectral.v", "Replay.v", "Axioms.v", "Lemmas.v"}
    assert cli.run(["formal", "--jobs", "2"]) == 0
    assert set(compiled()) == modules
    assert "they assume nothing but what proofs/formal/assumptions.txt lists" in capsys.readouterr().out
    assert cli.run(["formal"]) == 0
    assert compiled() == []
    found = project(())
    files = {**found.files, "Spectral.v": found.files["Spectral.v"] + "\n", "New.v": "(* new *)\n"}
    files["Makefile"] = files["Makefile"].replace("all: ", "all: New.vo ")
    monkeypatch.setattr(exports, "exported", lambda _: (Project(files, found.theorems, {}), ()))
    assert cli.run(["formal", "--jobs", "1"]) == 0
    assert set(compiled()) == {"New.v", "Spectral.v", "Axioms.v", "Lemmas.v"}
    monkeypatch.setattr(exports, "exported", lambda _: (found, ()))
    assert cli.run(["formal"]) == 0
    assert not (kernel.folder() / "New.vo").exists()


def test_other_libraries_of_coq_have_all_compiled_again(stand_in: Path) -> None:
    assert cli.run(["formal"]) == 0
    compiled()
    (stand_in / "user-contrib" / "mathcomp" / "algebra" / "ring.vo").touch()
    assert cli.run(["formal"]) == 0
    assert len(compiled()) == 6


def test_without_coq_one_sentence_says_how_to_get_it(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (stand_in / "user-contrib" / "mathcomp" / "analysis" / "all.vo").unlink()
    assert "no MathComp with analysis; on Debian 12 `apt-get install" in refused(capsys)
    monkeypatch.setenv("COQ_IS", "8.20.0")
    sentence = refused(capsys)
    assert "written for Coq 8.16.1" in sentence
    assert "is 8.20.0" in sentence
    (stand_in / "coqc").unlink()
    for package in coq.packages().split():
        assert package in refused(capsys)
    assert not kernel.folder().exists()


@pytest.mark.usefixtures("stand_in")
def test_a_file_that_is_refused_is_named_with_its_theorem(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Status 1, the first lines of what Coq says, and no record; the rest is kept."""
    kernel.folder().parent.mkdir(parents=True)
    kernel.keep(kernel.begin(), ["learned-mode-is-close"])
    monkeypatch.setenv("COQ_REFUSES", "Axioms.v")
    assert cli.run(["formal", "--json", str(tmp_path / "verdict.json")]) == 1
    said = capsys.readouterr().out
    assert said.startswith("Axioms.v is not accepted:\n")
    assert "The term has another type." in said
    assert "make" not in said
    assert kernel.accepted() is None
    found = json.loads((tmp_path / "verdict.json").read_text(encoding="utf-8"))
    assert (found["holds"], found["refused"]["module"]) == (False, "Axioms")
    assert not any(entry["kernel"] for entry in found["entries"])
    compiled()
    monkeypatch.delenv("COQ_REFUSES")
    assert cli.run(["formal"]) == 0
    assert compiled() == ["Axioms.v", "Lemmas.v"]


def test_a_line_is_told_by_what_is_declared_above_it(tmp_path: Path) -> None:
    (tmp_path / "A.v").write_text("Lemma a : x.\nProof. y. Qed.\n\n  Theorem b' :\n  x.\nProof.\n", encoding="utf-8")
    assert [build.theorem_at(tmp_path / "A.v", line) for line in (1, 2, 4, 6)] == ["a", "a", "b'", "b'"]


@pytest.mark.usefixtures("stand_in")
def test_what_is_killed_or_has_no_room_is_no_verdict(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It leaves no record, and no half of a file."""
    assert cli.run(["formal"]) == 0
    for product in ("Axioms.vo", "Lemmas.vo"):
        (kernel.folder() / product).unlink()
    monkeypatch.setenv("COQ_IS_FULL_AT", "Lemmas.v")
    capsys.readouterr()
    assert cli.run(["formal"]) == cli.MISUSE
    assert capsys.readouterr().err.splitlines()[-1].startswith("flowproof: Coq could not go on (no space left)")
    monkeypatch.setenv("COQ_DIES_AT", "Lemmas.v")
    with pytest.raises(ChildProcessError, match=r"killed while it compiled Lemmas\.v; run it again"):
        cli.run(["formal"])
    assert kernel.accepted() is None
    assert not (kernel.folder() / "Lemmas.vo").exists()


@pytest.mark.usefixtures("stand_in")
def test_an_interruption_loses_nothing_that_was_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, status 130, and nothing runs on."""
    monkeypatch.setenv("COQ_SLEEPS_AT", "Axioms.v")
    program = (
        "from flowproof import cli, exports\nfrom proofs.formal import project, worded\nworded.theorems = lambda: ()\n"
        "exports.exported = lambda _: (project.project(()), ())\ncli.main(['formal', '--jobs', '1'])"
    )
    process = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    log = kernel.folder() / "compiled"
    while not (log.exists() and "Axioms.v" in log.read_text(encoding="utf-8")):
        assert process.poll() is None
    with pytest.raises(Misuse, match="another run is at work"), build.alone(kernel.folder()):
        pass
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (cli.INTERRUPTED, "")
    assert err.splitlines()[-1] == "flowproof: interrupted"
    with build.alone(kernel.folder()):
        pass
    assert kernel.accepted() is None
    compiled()
    monkeypatch.delenv("COQ_SLEEPS_AT")
    assert cli.run(["formal"]) == 0
    assert compiled() == ["Axioms.v", "Lemmas.v"]


@pytest.mark.usefixtures("stand_in")
def test_what_is_assumed_beyond_the_list_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COQ_SAYS", ONE)
    assert cli.run(["formal"]) == 0
    assert kernel.accepted()
    capsys.readouterr()
    monkeypatch.setenv("COQ_SAYS", f"{ONE}\nLemmas.slipped_in : forall x y : nat, x = y")
    assert cli.run(["formal"]) == 1
    assert "rests on what is not listed:\n  Lemmas.slipped_in : forall x y : nat, x = y" in capsys.readouterr().out
    assert kernel.accepted() is None
    monkeypatch.setenv("COQ_SAYS", "Axioms:\nboolp.propositional_extensionality : forall P Q : Prop, P = Q")
    assert cli.run(["formal"]) == 1, "an axiom of a listed name that says something else"


def test_what_coq_answers_is_read_line_by_line() -> None:
    """Whatever is no known line counts as an assumption; what is broken into lines is one."""
    answer = (
        "==> A.closed\nClosed under the global context\n"
        f"==> A.one\n{ONE}\n"
        "==> A.wide\nAxioms:\nboolp.propositional_extensionality\n  : forall P Q : Prop,\n    P <-> Q -> P = Q\n"
        "==> A.unguarded\nAxioms:\nloop is assumed to be guarded.\nTheory:\n  Type hierarchy is collapsed\n"
        "==> A.silent\n"
    )
    found = assumptions.read(answer)
    assert found["A.closed"] == ()
    assert found["A.wide"] == found["A.one"] == (assumptions.allowed()[0],)
    assert found["A.unguarded"] == ("loop is assumed to be guarded.", "Theory: Type hierarchy is collapsed")
    assert found["A.silent"] == ("no answer",)
    assert len(assumptions.allowed()) == 3


def test_an_entry_needs_all_its_cases_and_what_is_said_of_it_in_words() -> None:
    """A theorem about windows is proved by the one in words alone; a step with cases by each of them."""
    theorems = (
        Theorem("a", "step", "M", "a__step"),
        Theorem("b", "step", "M", "b__step"),
        Theorem("c", "d-e", "M", "d"),
    )
    words = [worded.Worded("Theorem4", "theorem_4", "", ""), worded.Worded("Other", "d_e", "", "")]
    entries = run.entries_of(Project({}, theorems, {}), words)
    assert entries == {
        "step": ("M.a__step", "M.b__step"),
        "d-e": ("M.d", "Other.d_e"),
        "theorem-4": ("Theorem4.theorem_4",),
    }
    files = {"AtWork.v": "Example one : x.\nProof.\n  Example no.\nExample two : y.\n", "M.v": "Theorem d : x."}
    assert run.groups_of(Project(files, theorems, {}), words) == {
        "AtWork": ["AtWork.one", "AtWork.two"],
        "M": ["M.a__step", "M.b__step", "M.d"],
        "Theorem4.theorem_4": ["Theorem4.theorem_4"],
        "Other.d_e": ["Other.d_e"],
    }
    assumed = {"M": (), "Theorem4.theorem_4": (assumptions.allowed()[0],), "Other.d_e": ("bad : x",)}
    verdict = run.Verdict(None, assumed, theorems, tuple(words), entries)
    assert verdict.accepted == ("step", "theorem-4")
    assert not verdict.holds


def test_the_theorems_in_words_are_all_found() -> None:
    """Each `Theorem` of the modules, with the whole of what it states; each module that is imported is there."""
    found = worded.theorems()
    assert {"theorem_3", "theorem_4", "theorem_4_prime"} <= {each.name for each in found}
    assert len(found) == sum(text.count("\nTheorem ") for text in worded.texts().values())
    for each in found:
        assert each.statement.startswith(f"Theorem {each.name}")
        assert each.statement.endswith(".")
        assert "Proof" not in each.statement


@pytest.mark.usefixtures("stand_in")
def test_the_record_goes_with_any_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the code, the library, the theorems or the list; a damaged one counts for nothing."""
    assert cli.run(["formal"]) == 0
    assert "norm-of-zero" in (kernel.accepted() or ())
    for name in ("code.py", "Library.v", "list.txt", "axioms.toml", "certificate.json"):
        with monkeypatch.context() as patch:
            patch.setattr(records, "CHECKOUT", tmp_path)
            (tmp_path / "proofs").mkdir(exist_ok=True)
            (tmp_path / "proofs" / name).write_text("1", encoding="utf-8")
            kernel.keep(records.fingerprint(kernel.DATA), ["a"])
            assert kernel.accepted() == {"a"}
            (tmp_path / "proofs" / name).write_text("2", encoding="utf-8")
            assert kernel.accepted() is None
    with pytest.raises(Misuse, match="the code was changed while it ran"):
        kernel.keep("other", ["a"])
    for text in ("", "[]", '{"fingerprint": 1}'):
        kernel.folder().with_suffix(".json").write_text(text, encoding="utf-8")
        assert kernel.accepted() is None


@pytest.mark.usefixtures("stand_in")
def test_a_disk_that_is_full_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever was to be written there; and no record is left."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "there")

    monkeypatch.setattr(build, "write", full)
    assert "'there' can't be used (No space left on device)" in refused(capsys)
    assert kernel.accepted() is None


def test_a_folder_that_can_t_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Misuse, match="set XDG_CACHE_HOME"), build.alone(tmp_path / "file" / "below"):
        pass
    assert os.listdir(tmp_path) == ["file"]
