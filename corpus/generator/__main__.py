"""`python -m corpus.generator SPLIT -n N --seed S -o FOLDER`: documents with gold labels by construction."""

import argparse
import sys
from pathlib import Path

from corpus.generator.bodies import EPOCH, NoBodiesError
from corpus.generator.drawing import fault_kinds
from corpus.generator.run import KIND_WEIGHTS, Order, generate


def main() -> int:
    """Parses the arguments, writes the split; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus.generator", description=__doc__)
    parser.add_argument("split", choices=("train", "dev", "test"))
    parser.add_argument("-n", "--count", type=int, default=300, help="how many documents (300)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other documents (1)")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder to write to")
    parser.add_argument(
        "--kinds", default="txt,docx,pdf", help="kinds of file, of txt,docx,pdf,scan (txt,docx,pdf)"
    )
    parser.add_argument(
        "--epoch", type=int, default=EPOCH, help=f"of test: other bodies and another seed ({EPOCH}, data/epoch.toml)"
    )
    parser.add_argument(
        "--faults", default="", help="of train and dev: kinds of fault, one in each document in turn, or `all`"
    )
    arguments = parser.parse_args()
    wanted = fault_kinds() if arguments.faults == "all" else tuple(filter(None, arguments.faults.split(",")))
    strange = sorted(set(wanted) - set(fault_kinds()))
    if strange:
        parser.error(f"unknown faults {', '.join(strange)}; choose from {', '.join(fault_kinds())}")
    if wanted and arguments.split == "test":
        parser.error("the faults of test are drawn, never chosen")
    kinds = tuple(arguments.kinds.split(","))
    unknown = sorted(set(kinds) - set(KIND_WEIGHTS))
    if unknown:
        parser.error(f"unknown kinds {', '.join(unknown)}; choose from {', '.join(KIND_WEIGHTS)}")
    if arguments.count < 1:
        parser.error("the number of documents has to be at least 1")
    try:
        order = Order(arguments.split, arguments.count, arguments.seed, kinds, arguments.epoch, wanted)
        written = generate(order, arguments.output)
    except NoBodiesError as error:
        parser.error(str(error))
    print(f"{written} documents in {arguments.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
