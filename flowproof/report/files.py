"""The files of a report, by which a folder of ours is told from another."""

GENERATOR = '<meta name="generator" content="flowproof">'
FILES = {
    "verdicts.json": '"suite"',
    "graph.json": '"nodes"',
    "*.html": GENERATOR,
    "report.css": "the report of flowproof",
    "report.js": "the report of flowproof",
}
"""Their names, each with a text that tells such a file for ours."""
