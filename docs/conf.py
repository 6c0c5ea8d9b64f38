"""How `make docs` builds the pages: Sphinx with MyST-NB. Nothing is fetched, and a warning is an error."""

import logging
import os
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.logging import getLogger

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

# Notebooks run without what a user starts IPython with, and their kernels tell errors alone.
PROFILE = ROOT / "build/ipython/profile_default"
PROFILE.mkdir(parents=True, exist_ok=True)
(PROFILE / "ipython_kernel_config.py").write_text("c.IPKernelApp.log_level = 40\n", encoding="utf-8")
os.environ["IPYTHONDIR"] = str(PROFILE.parent)
logging.getLogger("traitlets").setLevel(logging.WARNING)

import figures  # noqa: E402 - beside this file
import generated  # noqa: E402

from flowproof.report.mathml import inline, is_converted, mathml  # noqa: E402

project = "flowproof"
author = "the authors of flowproof"
copyright = "the authors of flowproof, MIT licence"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx_click"]
exclude_patterns = ["_build"]

myst_enable_extensions = ["dollarmath", "colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_execution_show_tb = True
nb_merge_streams = True

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True}
python_use_unqualified_type_names = True
default_role = "code"  # what stands between backticks in a docstring
smartquotes = False

html_theme = "furo"
html_title = "flowproof"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_copy_source = False
html_show_sourcelink = False
html_math_renderer = "mathml"

logger = getLogger(__name__)


def visit_math(translator: Any, node: nodes.Node, *, block: bool) -> None:
    """The formula as MathML, which browsers draw without a script or a font."""
    latex = node.astext()
    if not is_converted(latex):
        logger.warning("this formula can't be written as MathML: %s", latex, location=node)
    translator.body.append(str(mathml(latex) if block else inline(latex)))
    raise nodes.SkipNode


def fill_in(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put what is made of the code and the ledger where a page asks for it: `<!-- generated: name -->`, or a figure."""
    del app, docname
    source[0] = re.sub(r"^<!-- figure: (.*?) -->$", lambda asked: figures.html(asked[1]), source[0], flags=re.M)
    source[0] = re.sub(r"^<!-- generated: (.*?) -->$", lambda asked: generated.text(asked[1]), source[0], flags=re.M)


def lead_to_pages(app: Sphinx, path: Path, page: str, content: list[str]) -> None:
    """A file from elsewhere that a page includes has links as they are right there: make them right in the page."""
    del page
    up = "../" * app.env.docname.count("/")
    folder = (HERE / path).resolve().parent
    content[0] = re.sub(LINK, partial(led, folder=folder, up=up), content[0])


LINK = r"\[([^\]]*)\]\((?!https?:|#)([^)#]+)([^)]*)\)"


PAGES = {
    "README.md": "index.md",
    "ARCHITECTURE.md": "explanation/architecture.md",
    "CERTIFICATES.md": "reference/certificates.md",
    "CONTRIBUTING.md": "contributing.md",
    "FORMAL.md": "explanation/formal.md",
}
"""The page of each file of the root that is included."""


def led(link: re.Match[str], folder: Path, up: str) -> str:
    """The link in a file of that folder, for a page from which `up` leads to docs/; of a folder, its name alone."""
    words, file, section = link.groups()
    place = folder / file
    if place.is_dir():
        return words
    target = PAGES.get(file) if folder == ROOT else None
    return f"[{words}]({up}{target or os.path.relpath(place, HERE)}{section})"


def require_all_here(app: Sphinx, failed: Exception | None) -> None:
    """The pages open without a network: nothing in them is loaded from elsewhere."""
    loaded = re.compile(r'<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)="(?:https?:)?//[^"]*"')
    for page in Path(app.outdir).rglob("*.html"):
        if not failed and (found := loaded.search(page.read_text(encoding="utf-8"))):
            raise ExtensionError(f"{page}: {found[0]} is loaded from elsewhere")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_html_math_renderer(
        "mathml",
        inline_renderers=(partial(visit_math, block=False), None),
        block_renderers=(partial(visit_math, block=True), None),
    )
    app.connect("source-read", fill_in)
    app.connect("include-read", lead_to_pages)
    app.connect("build-finished", require_all_here)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
