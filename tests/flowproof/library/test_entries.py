"""What `show` and `where` tell, from Python and at the command line, by whatever name."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import flowproof
from flowproof import cli
from flowproof.library.names import named
from paper import Misuse, load, owners
from proofs.judging import suite
from proofs.judging.groups import GROUPS

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("MV:12", "12", "theorem3", "sharper", "gap-decays", "MV:III-A", "TFHV Table 1")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", ["show", "where"])
def test_python_tells_what_the_command_prints(command: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = getattr(flowproof, command)(name)
    assert cli.run([command, name]) == 0
    assert capsys.readouterr().out == f"{found}\n"
    assert cli.run([command, name, "--json", "-"]) == 0
    assert capsys.readouterr().out == found.to_json()
    assert [each["label"] for each in json.loads(found.to_json())["entries"]] == [e.label for e in load().find(name)]


@pytest.mark.parametrize("group", GROUPS)
def test_every_command_takes_every_group(group: str) -> None:
    """A group has the steps that `verify` checks; a theorem, which has a group's name, is itself, as it lists them."""
    found = {entry.label for entry in named(group)}
    theorems = {theorem.group: theorem.label for theorem in suite.theorems()}
    asked = {entry.label for entry in suite.select((group,))}
    assert found == ({theorems[group]} if group in theorems else asked)
    assert found <= asked


def test_what_verify_takes_is_taken() -> None:
    """Every label and every number."""
    for entry in load().entries:
        assert entry in named(entry.label)
        assert entry.number is None or entry in named(f"{entry.paper}:{entry.number}")


@pytest.mark.parametrize(("name", "told"), [("no-such-label", "nothing is called"), (12, "12 is no name; give a text")])
def test_a_name_that_fits_nothing_is_misuse(name: object, told: str) -> None:
    for ask in (flowproof.show, flowproof.where):
        with pytest.raises(flowproof.Misuse, match=told):
            ask(name)  # type: ignore[arg-type]


def test_a_description_has_fields() -> None:
    (found,) = flowproof.show("gap-decays")
    assert found.label == "gap-decays"
    assert found["promises"] == "PROVED"
    assert "proved: reaches PROVED" in found["evidence"].splitlines()
    with pytest.raises(KeyError):
        found["unchecked"]


def test_owners_of_one_entry_are_those_among_all() -> None:
    """Though only the files that name it are parsed."""
    everything = owners.find()
    for entry in load().entries[::7]:
        assert owners.of(entry.label) == tuple(each for each in everything if each.label == entry.label)


@pytest.mark.parametrize(
    ("name", "unneeded"),
    [
        ("gap-decays", ("scipy", "z3", "clarabel", "matplotlib", "pandas")),
        ("MV:1", ("sympy", "numpy", "flint", "scipy")),  # which nothing checks
    ],
)
def test_showing_loads_no_more_than_it_needs(name: str, unneeded: tuple[str, ...]) -> None:
    """Nothing that is there to find proofs, and for what has no check none of what is claimed."""
    code = f"import flowproof, sys; flowproof.show({name!r}); print([x for x in {unneeded} if x in sys.modules])"
    found = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (found.stdout, found.stderr) == ("[]\n", "")


def test_showing_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a step uses is read from its proof's lines as they are written."""
    from proofs.theorems.shared import proof

    def refused(*_: object) -> None:
        raise AssertionError("a prover was made")

    proof._cases.cache_clear()
    monkeypatch.setattr(proof, "_provers", refused)
    assert "uses" in dict(flowproof.show("learned-mode-is-close")[0].told)


def test_the_error_is_that_of_the_papers() -> None:
    assert flowproof.Misuse is Misuse
