"""The notebooks run, and tell what is on record; `make approve` writes that anew."""

import re
from pathlib import Path

import approved
import executed
import pytest
from nbclient.exceptions import CellExecutionError

pytestmark = pytest.mark.filterwarnings("default")  # of what runs notebooks; the kernels are processes of their own


@pytest.mark.parametrize("name", executed.names())
def test_a_notebook_tells_what_is_on_record(name: str) -> None:
    assert approved.changed(executed.record(name)) == ""


def test_every_notebook_is_listed_and_on_record() -> None:
    pages = re.findall(r"^([\w-]+)$", (executed.FOLDER / "index.md").read_text("utf-8"), re.MULTILINE)
    assert {*executed.names()} == {*pages}
    records = {path.stem for path in (executed.FOLDER / "outputs").iterdir()}
    assert records == {*executed.names()}


NOTEBOOK = """---
kernelspec: {display_name: Python 3, language: python, name: python3}
---

```{code-cell} python
print(2, 3 / CELL)
```
"""


def test_a_notebook_tells_what_its_cells_print(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(NOTEBOOK.replace("CELL", "2"), "utf-8")
    assert executed.outputs("one", tmp_path) == ">>> print(2, 3 / 2)\n    2 1.5\n"


def test_a_notebook_that_fails_has_no_outputs(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(NOTEBOOK.replace("CELL", "0"), "utf-8")
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        executed.outputs("one", tmp_path)
