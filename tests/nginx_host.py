"""Debian's nginx with the file that we tell people to use."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MAIN = """
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def nginx_program() -> str:
    """The path of nginx. Without one the tests are left out, but for continuous integration."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no nginx: script/bootstrap test installs it from the system's packages")
        pytest.skip("no nginx: as root, apt-get install nginx-light")
    return found


def free_port() -> int:
    """A port of loopback that nobody listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def nginx(site_file: Path, public: Path, folder: Path, port: int) -> Iterator[None]:
    """Serve `public` by `site_file`, with nothing changed but the lines that it marks."""
    program = nginx_program()
    folder.mkdir()
    text = site_file.read_text("utf-8")
    for pattern, line in (
        (r"listen 80;.*", f"listen 127.0.0.1:{port};"),
        (r"server_name .*<--", "server_name 127.0.0.1;"),
        (r"root /var/www/press;.*", f"root {public};"),
    ):
        text, count = re.subn(pattern, line, text)
        assert count == 1, pattern
    (folder / "site.conf").write_text(text, encoding="utf-8")
    # As root it would give its workers to www-data, who may not read a test's folder.
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    # It goes to the background when it has taken its port.
    subprocess.run([*command, "-e", str(folder / "error.log")], check=True)
    try:
        yield
    finally:
        subprocess.run([*command, "-e", str(folder / "error.log"), "-s", "stop"], check=True)
