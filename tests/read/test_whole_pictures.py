"""Pictures that were not saved whole are found without being unpacked."""

import os
import subprocess
import sys
import warnings
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any
from zlib import compress, crc32

import pytest
from PIL import Image, ImageFile

from kppress.read.pictures import facts_of

ROUND = Image.radial_gradient("L").resize((120, 90)).convert("RGB")


def saved(format: str, mode: str = "RGB", **how: Any) -> bytes:
    """A picture as a file."""
    out = BytesIO()
    ROUND.convert(mode).save(out, format, **how)
    return out.getvalue()


MOVING: dict[str, Any] = {"save_all": True, "append_images": [ROUND.rotate(90)]}
WHOLE = {
    "plain.jpg": saved("JPEG"),
    "progressive.jpg": saved("JPEG", progressive=True),
    "optimized.jpg": saved("JPEG", optimize=True, quality=95),
    "restarting.jpg": saved("JPEG", restart_marker_blocks=3),
    "print.jpg": saved("JPEG", "CMYK"),
    "telephone.jpg": saved("MPO", **MOVING),
    "plain.png": saved("PNG"),
    "few.png": saved("PNG", "P"),
    "moving.png": saved("PNG", **MOVING),
    "plain.gif": saved("GIF", "P"),
    "moving.gif": saved("GIF", **MOVING),
    "plain.webp": saved("WEBP"),
    "sharp.webp": saved("WEBP", lossless=True),
    "clear.webp": saved("WEBP", "RGBA"),
    "moving.webp": saved("WEBP", **MOVING),
    "plain.avif": saved("AVIF"),
    "scanned.jpg": saved("TIFF", compression="tiff_lzw"),
    "old.png": saved("BMP"),
}


def cannot_be_shown(data: bytes) -> bool:
    """What unpacking says."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            Image.open(BytesIO(data)).load()
        except (OSError, SyntaxError, ValueError, EOFError):
            return True
    return False


def fault(folder: Path, name: str, data: bytes) -> str:
    """What kppress says of a file."""
    (folder / name).write_bytes(data)
    return facts_of(folder, name, len(data)).fault


@pytest.mark.parametrize("name", WHOLE)
def test_wherever_a_picture_is_cut_off_what_unpacking_finds_is_found(
    tmp_path: Path, name: str
) -> None:
    data = WHOLE[name]
    assert fault(tmp_path, name, data) == ""
    cuts = {*range(1, len(data), max(1, len(data) // 150)), *range(len(data) - 40, len(data))}
    broken = [cut for cut in sorted(cuts) if cannot_be_shown(data[:cut])]
    assert len(broken) > 50
    assert [cut for cut in broken if not fault(tmp_path, name, data[:cut])] == []


@pytest.mark.parametrize("name", [name for name in WHOLE if not name.endswith((".webp", ".avif"))])
def test_what_follows_the_end_of_a_picture_is_no_fault(tmp_path: Path, name: str) -> None:
    assert fault(tmp_path, name, WHOLE[name] + b"\0" * 500) == ""


def large_png(width: int, height: int) -> bytes:
    """A PNG of one colour, small as a file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    rows = compress((b"\0" * (1 + (width + 7) // 8)) * height, 9)
    head = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("size", "expected"),
    [((10_000, 9_500), ""), ((13_000, 10_000), "bomb"), ((20_000, 20_000), "bomb")],
)
def test_large_pictures_make_no_noise(tmp_path: Path, size: tuple[int, int], expected: str) -> None:
    (tmp_path / "stor.png").write_bytes(large_png(*size))
    script = (
        "import sys; from pathlib import Path; from kppress.read.pictures import facts_of\n"
        "print(facts_of(Path(sys.argv[1]), 'stor.png', 9).fault, end='')"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "always", "-c", script, tmp_path],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (ran.stdout, ran.stderr) == (expected, "")


def test_pillow_is_as_strict_as_ever() -> None:
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
