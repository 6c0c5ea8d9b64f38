"""`python -m benchmarks [--quick] [--output FOLDER]`: measure, write a table and figures, print what was reached."""

import argparse
import sys
from pathlib import Path

from benchmarks import figures, table
from benchmarks.experiments import FULL, QUICK, run

RESULTS = Path(__file__).parent / "results"


def main(arguments: list[str] | None = None) -> int:
    """1 where answers disagree."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Time flowproof against what a user would pick.")
    parser.add_argument("--quick", action="store_true", help="small problems, within a minute; not the targets' sizes")
    parser.add_argument("--output", type=Path, help="the folder for the table and the figures")
    options = parser.parse_args(arguments)
    folder = options.output or (RESULTS / "quick" if options.quick else RESULTS)
    folder.mkdir(parents=True, exist_ok=True)
    results = run(QUICK if options.quick else FULL, lambda what: print(f"measuring {what} ...", file=sys.stderr))
    (folder / "table.md").write_text(table.document(results), encoding="utf-8")
    figures.save(results, folder, Path(table.FIGURE).stem)
    print(table.to_reach(results))
    for line in results.disagreements:
        print(f"error: {line}", file=sys.stderr)
    return 1 if results.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
