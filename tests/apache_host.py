"""Debian's Apache with the file that we tell people to use."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "filter", "deflate")
"""Those that hosting/apache.conf asks for, and what no Apache is without."""

MAIN = """
ServerRoot {folder}
ServerName 127.0.0.1
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
{modules}
TypesConfig /etc/mime.types
{user}
DocumentRoot {public}
<Directory {public}>
    AllowOverride All
    Require all granted
</Directory>
"""


def apache_program() -> str:
    """The path of Apache. Without one the tests are left out, but for continuous integration."""
    found = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Apache: script/bootstrap test installs it from the system's packages")
        pytest.skip("no Apache: as root, apt-get install apache2-bin")
    return found


@contextmanager
def apache(site_file: Path, public: Path, port: int) -> Iterator[None]:
    """Serve a copy of `public` with `site_file` as its .htaccess, word for word."""
    program = apache_program()
    with TemporaryDirectory() as name:
        folder = Path(name)
        # As root it serves as nobody, who may not read a test's own folder.
        folder.chmod(0o755)
        shutil.copytree(public, folder / "public")
        shutil.copy(site_file, folder / "public" / ".htaccess")
        command = [program, "-f", str(_settings(folder, port)), "-k"]
        # It goes to the background when it has taken its port.
        subprocess.run([*command, "start"], check=True)
        try:
            yield
        finally:
            subprocess.run([*command, "stop"], check=True)


def _settings(folder: Path, port: int) -> Path:
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES
    )
    user = "User nobody\nGroup nogroup" if os.getuid() == 0 else ""
    text = MAIN.format(
        folder=folder, public=folder / "public", port=port, modules=modules, user=user
    )
    file = folder / "apache.conf"
    file.write_text(text, "utf-8")
    return file
