"""What is installed: a wheel that carries the templates, in a bare environment."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from the source distribution as an index would get it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(repository)],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_templates_locale_and_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "kppress/templates/web/release.html" in names
    assert "kppress/templates/static/notices.js" in names
    assert "kppress/templates/init/sv/.gitignore.txt" in names
    assert "kppress/locale/findings.sv.toml" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [n for n in names if n.startswith(("tests", "templates", "docs", "releases"))]


def test_the_wheel_installs_without_a_compiler_and_builds_a_new_newsroom(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "bare")
    python = tmp_path / "bare" / "bin" / "python"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    # Our own pip, which need not be installed anew; what is run is compiled when it is run.
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    install = [*pip, "install", "--quiet", "--no-compile"]
    # feedgen, in Python alone, is published as source only; all else comes as wheels.
    subprocess.run(
        [*install, "--only-binary", ":all:", "--no-binary", "feedgen", str(wheel)],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
    )
    command = [str(python.with_name("kppress"))]

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [*command, *arguments],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    run("--language", "sv", "init", "rum")
    run("--root", "rum", "build")
    assert (tmp_path / "rum/public/static/style.css").is_file()
    assert "Subject:" in run("--root", "rum", "email", "vi-har-ett-nyhetsrum")
