"""Command that rebuilds the samples made of Word and PDF pages: `python -m corpus.building.samples [FOLDER]`.

Text samples and every `*.gold.json` are written by hand; this command never touches them.
"""

import sys
from pathlib import Path

from corpus.building import (
    broken,
    circular,
    commune_report,
    conflict_report,
    decision,
    department_report,
    notice,
    old_submission,
    province_plan,
    signed_letter,
)

SAMPLES = Path(__file__).parents[1] / "samples"
BUILDERS = (
    commune_report,
    department_report,
    province_plan,
    signed_letter,
    notice,
    old_submission,
    decision,
    conflict_report,
    circular,
    broken,
)


def main(arguments: list[str]) -> None:
    """Build every sample into the folder that is named first, or beside the hand-written ones."""
    folder = Path(arguments[0]) if arguments else SAMPLES
    folder.mkdir(parents=True, exist_ok=True)
    for builder in BUILDERS:
        builder.build(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
