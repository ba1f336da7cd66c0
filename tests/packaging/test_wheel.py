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


def test_the_installed_command_builds_a_new_newsroom(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", with_pip=False)
    site = next((tmp_path / "bare" / "lib").glob("python*")) / "site-packages"
    python = tmp_path / "bare" / "bin" / "python"
    # The package comes from the wheel; what it depends on is lent by the environment of the
    # tests, since installing it again from an index would test the index.
    zipfile.ZipFile(wheel).extractall(site)
    lent = [p for p in sys.path if p.endswith("site-packages")]
    (site / "lent.pth").write_text("\n".join(lent) + "\n")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    command = [str(python), "-m", "kppress"]

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

    where = subprocess.run(
        [str(python), "-c", "import kppress; print(kppress.__file__)"],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert str(site) in where.stdout
    run("--language", "sv", "init", "rum")
    run("--root", "rum", "build")
    assert (tmp_path / "rum/public/static/style.css").is_file()
    assert "Subject:" in run("--root", "rum", "email", "vi-har-ett-nyhetsrum")
