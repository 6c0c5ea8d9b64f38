"""`flowproof export`: a whole project or nothing, and one sentence where it can't be."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from flowproof import cli
from proofs import checker
from proofs.formal import worded
from proofs.formal.project import MODULES
from proofs.judging import certificates
from proofs.lemmas import proved

SQUARE: dict[str, Any] = {
    "label": "mine",
    "positive": ["a"],
    "scalars": ["x"],
    "given": {},
    "steps": [
        {
            "label": "shown",
            "shows": "a*x**2 >= 0",
            "uses": [],
            "lines": [{"shows": "a*x**2 >= 0", "terms": [{"positive": "a", "squares": ["x"]}]}],
        }
    ],
}


def file_of(folder: Path, *claims: dict[str, Any], name: str = "mine.json") -> str:
    file = folder / name
    file.write_text(certificates.written({"format": checker.FORMAT, "claims": [*claims]}))
    return str(file)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The sentence with which a call is refused."""
    assert cli.run(["export", *arguments]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("flowproof: ")
    assert said.err.count("\n") == 1
    return said.err


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_of_certificates_becomes_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "coq"
    assert cli.run(["export", "--coq", str(folder), file_of(tmp_path, *proved.lemmas().values(), SQUARE)]) == 0
    assert capsys.readouterr() == ("", "")
    sources = {f"{name}.v" for name in (*MODULES, "Axioms", "Lemmas", "Claims_1")}
    assert set(content(folder)) == {*sources, "Makefile", "_CoqProject", "index.json"}
    assert {"claim": "mine", "step": "shown", "module": "Claims_1", "name": "mine__shown"} in json.loads(
        (folder / "index.json").read_text()
    )["theorems"]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all that the suite proves, exported once."""
    folder = tmp_path_factory.mktemp("suite") / "coq"
    assert cli.run(["export", "--coq", str(folder)]) == 0
    return folder


def test_the_suite_is_exported_whole_and_twice_the_same(suite: Path) -> None:
    """Every step of every theorem, and every lemma; a second export over the first changes no byte."""
    folder, first = suite, content(suite)
    (folder / "Axioms.vo").write_bytes(b"\xff")
    (folder / ".Axioms.aux").write_bytes(b"")
    assert cli.run(["export", "--coq", str(folder)]) == 0
    assert {name: text for name, text in content(folder).items() if not name.startswith((".A", "Axioms.vo"))} == first
    everything, missing = certificates.everything()
    assert missing == ()
    steps = [(claim["label"], step["label"]) for claim in everything["claims"] for step in claim["steps"]]
    listed = json.loads(first["index.json"])["theorems"]
    axioms = [(label, label) for label in checker.axioms()]
    assert [(theorem["claim"], theorem["step"]) for theorem in listed] == [*axioms, *steps]
    names = [(theorem["module"], theorem["name"]) for theorem in listed]
    assert len(set(names)) == len(names)


def test_files_that_share_claims_have_them_once(tmp_path: Path) -> None:
    folder, lemmas = tmp_path / "coq", proved.lemmas().values()
    other = {**SQUARE, "label": "other"}
    files = [file_of(tmp_path, *lemmas, SQUARE), file_of(tmp_path, *lemmas, SQUARE, other, name="more.json")]
    assert cli.run(["export", "--coq", str(folder), *files]) == 0
    listed = json.loads((folder / "index.json").read_text())["theorems"]
    assert [theorem["claim"] for theorem in listed] == [*checker.axioms(), *proved.lemmas(), "mine", "other"]


def test_a_lemma_that_means_two_things_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = {**SQUARE, "positive": [], "scalars": ["a", "x"], "given": {"h": "a >= 0"}}
    first["steps"] = [{**SQUARE["steps"][0], "lines": [{"shows": "a*x**2 >= 0"}]}]
    lemma, other = (json.loads(json.dumps(first)) for _ in range(2))
    lemma["steps"][0]["lines"][0]["terms"] = [{"facts": ["h"], "squares": ["x"]}]
    other["steps"][0]["lines"][0]["terms"] = [{"facts": ["h"], "squares": ["-x"]}]
    files = [file_of(tmp_path, lemma), file_of(tmp_path, other, name="other.json")]
    assert "has another 'mine' than a file before it" in refused(capsys, "--coq", str(tmp_path / "coq"), *files)


def test_what_the_checker_refuses_is_not_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    false = json.loads(json.dumps(SQUARE).replace("a*x**2 >= 0", "a*x**2 > 0"))
    said = refused(capsys, "--coq", str(tmp_path / "coq"), file_of(tmp_path, false))
    assert "the checker refuses 'mine' in line 1 of 'shown'" in said
    assert not (tmp_path / "coq").exists()


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "no file of certificates"),
        ("[]", "no file of certificates"),
        ('{"format": "flowproof certificates 1", "claims": []}', "no file of certificates"),
        ('{"format": "flowproof certificates 1", "claims": ["mine"]}', "no file of certificates"),
        ('{"format": "flowproof certificates 1", "claims": [{"label": "mine"}]}', "no file of certificates"),
        ('{"format": "another", "claims": [{}]}', "no file of certificates"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str, why: str) -> None:
    file = tmp_path / "file.json"
    file.write_text(written)
    assert why in refused(capsys, "--coq", str(tmp_path / "coq"), str(file))
    assert not (tmp_path / "coq").exists()


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "No such file" in refused(capsys, "--coq", str(tmp_path / "coq"), str(tmp_path / "none.json"))
    assert "directory" in refused(capsys, "--coq", str(tmp_path / "coq"), str(tmp_path))


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, folder = file_of(tmp_path, SQUARE), tmp_path / "coq"
    folder.mkdir()
    (folder / "Mine.v").write_text("(* my own *)")
    assert "holds 'Mine.v', which is no part" in refused(capsys, "--coq", str(folder), file)
    assert content(folder) == {"Mine.v": b"(* my own *)"}


def test_an_export_of_other_claims_is_not_mixed_with_this(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "coq"
    theirs = {**SQUARE, "label": "theorem-4, a case"}
    assert cli.run(["export", "--coq", str(folder), file_of(tmp_path, theirs)]) == 0
    before = content(folder)
    assert "holds 'Theorem_4.v' of another export" in refused(capsys, "--coq", str(folder), file_of(tmp_path, SQUARE))
    assert content(folder) == before


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(tmp_path, SQUARE)
    assert "is a file; give a folder" in refused(capsys, "--coq", file_of(tmp_path, SQUARE, name="other.json"), file)
    assert "there is no folder" in refused(capsys, "--coq", str(tmp_path / "none" / "coq"), file)
    assert "names no folder" in refused(capsys, "--coq", "", file)
    assert "can't be written" in refused(capsys, "--coq", f"{tmp_path}/\0", file)
    assert "--coq" in refused(capsys, file)


def test_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, write = file_of(tmp_path, SQUARE), Path.write_text

    def full(path: Path, text: str, **settings: Any) -> int:
        if path.name == "Lemmas.v":
            raise OSError(28, os.strerror(28))
        return write(path, text, **settings)

    monkeypatch.setattr(Path, "write_text", full)
    assert "No space left on device" in refused(capsys, "--coq", str(tmp_path / "coq"), file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.json"]


def test_the_theorems_in_words_go_with_the_suite_alone(suite: Path, tmp_path: Path) -> None:
    """In an order in which each comes after what it needs; an export of other claims is not mixed with them."""
    texts = {f"{name}.v": text for name, text in worded.texts().items()}
    assert texts.items() <= {n: t.decode() for n, t in content(suite).items() if n in texts}.items()
    makefile = (suite / "Makefile").read_text(encoding="utf-8")
    assert "Theorem4.vo: Loewner.vo Spectral.vo Flow.vo Blocks.vo Theorem_4.vo\n" in makefile
    for name, text in worded.texts().items():
        assert all((suite / f"{needed}.v").exists() for needed in worded.needs(text))
        assert f"{name}.vo" in makefile.partition("\nall: ")[2].partition("\n")[0]
    assert cli.run(["export", "--coq", str(tmp_path / "mine"), file_of(tmp_path, SQUARE)]) == 0
    assert not texts.keys() & content(tmp_path / "mine").keys()
