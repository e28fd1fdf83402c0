import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from scripts.check_shape import ROOT

PACKAGES = ("schemas", "extractor", "evaluation")
RESULTS = "evaluation/results/"
PROJECT_FILES = ("pyproject.toml", "README.md", "LICENSE")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as a user gets it, built beside the tree and not in it."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for package in (
        package for package in (*PACKAGES, "corpus", "scripts", "tests") if (ROOT / package).is_dir()
    ):
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in PROJECT_FILES:
        shutil.copy(ROOT / name, source / name)
    options = ["--no-deps", "--no-build-isolation", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(target), str(source)],
        check=True,
        capture_output=True,
    )
    return zipfile.ZipFile(next(target.glob("vanthu-*.whl")))


def files_of(package: str) -> set[str]:
    """What stands in the package's folder and belongs to it."""
    paths = (
        path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    names = {path.relative_to(ROOT).as_posix() for path in paths}
    return {name for name in names if not name.startswith(RESULTS)}


def test_the_wheel_holds_the_packages_whole(wheel: zipfile.ZipFile) -> None:
    """Every file of the three packages is in the wheel, vocabularies and profiles too, but no measured results."""
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert shipped == set().union(*(files_of(package) for package in PACKAGES))
    assert not any(name.startswith(RESULTS) for name in shipped)


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_says_that_it_is_typed(wheel: zipfile.ZipFile, package: str) -> None:
    """Type checkers of other programs may rely on the annotations."""
    assert f"{package}/py.typed" in wheel.namelist()


def modules_of_entry_points() -> list[str]:
    """The module of the console script and of each subcommand."""
    points = [*PROJECT["scripts"].values(), *PROJECT["entry-points"]["vanthu.commands"].values()]
    return sorted({point.partition(":")[0] for point in points})


@pytest.mark.parametrize("module", modules_of_entry_points())
def test_each_entry_point_leads_to_a_module(wheel: zipfile.ZipFile, module: str) -> None:
    """No command is declared whose module is not shipped."""
    path = Path(*module.split(".")).as_posix()

    assert {f"{path}.py", f"{path}/__init__.py"} & set(wheel.namelist())
