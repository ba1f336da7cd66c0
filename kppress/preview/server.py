"""The server of the preview: on loopback, until it is told to end."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

import uvicorn

from kppress.model.error import UsageFault
from kppress.press.preview import Proofs
from kppress.preview.app import Desk, type_clock
from kppress.preview.bell import Bell
from kppress.preview.watch import Watch

PORT = 8765
TRIED = 20
"""Ports above the first that are tried where nobody asked for a certain one."""


def sockets(port: int | None) -> tuple[list[socket.socket], int]:
    """Open sockets on 127.0.0.1 and, where this machine has it, ::1, and their port.

    Without `port` the first that is free from PORT on; 0 is any. Raises UsageFault where a port
    is taken.
    """
    wanted = range(PORT, PORT + TRIED) if port is None else (port,)
    for number in wanted:
        with contextlib.suppress(OSError):
            return _both(number)
    raise UsageFault("port", port=wanted[0] if port is not None else f"{wanted[0]}–{wanted[-1]}")


def _both(port: int) -> tuple[list[socket.socket], int]:
    first = _listening(socket.AF_INET, "127.0.0.1", port)
    port = first.getsockname()[1]
    if not socket.has_ipv6:
        return [first], port
    try:
        return [first, _listening(socket.AF_INET6, "::1", port)], port
    except OSError:  # no IPv6 on this machine, or somebody else's server: nobody gets the wrong one
        return [first], port


def _listening(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        # Only against the wait after one's own end; two servers on one port it does not allow.
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(64)
    except OSError:
        made.close()
        raise
    return made


class Server(uvicorn.Server):
    """A server that ends without a complaint, and lets no waiting browser hold it up."""

    def __init__(self, config: uvicorn.Config, bell: Bell) -> None:
        super().__init__(config)
        self._bell = bell

    def end(self) -> None:
        """Stop serving, from the server's own thread."""
        self.should_exit = True
        self._bell.close()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As inherited, but that the end is not raised again once all is closed."""
        loop = asyncio.get_running_loop()

        def told(_: int, __: FrameType | None) -> None:
            loop.call_soon_threadsafe(self.end)

        try:
            before = {s: signal.signal(s, told) for s in (signal.SIGINT, signal.SIGTERM)}
        except ValueError:  # not in the main thread, which alone hears signals
            yield
            return
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve(
    root: Path,
    open_sockets: Sequence[socket.socket],
    clock: type_clock,
    language: str,
    started: Callable[[Callable[[], None]], None] = lambda _: None,
    begun: int = 0,
) -> None:
    """Serve the newsroom in `root` until SIGINT or SIGTERM.

    `begun` is as in `Memory`. `started` is called once, with a function that ends the server from
    any thread.
    """
    asyncio.run(_serve(root, open_sockets, clock, language, started, begun))


async def _serve(
    root: Path,
    open_sockets: Sequence[socket.socket],
    clock: type_clock,
    language: str,
    started: Callable[[Callable[[], None]], None],
    begun: int,
) -> None:
    bell = Bell()
    proofs = Proofs(root, begun)

    def changed() -> None:
        proofs.changed()
        bell.ring()

    config = uvicorn.Config(
        Desk(proofs, clock, language, bell).application(),
        lifespan="off",
        ws="none",
        http="h11",
        loop="asyncio",
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=2,
    )
    server = Server(config, bell)
    watch = Watch(root, changed)
    watching = asyncio.create_task(watch.run())
    loop = asyncio.get_running_loop()

    def end() -> None:
        loop.call_soon_threadsafe(server.end)

    started(end)
    try:
        await server.serve(sockets=list(open_sockets))
    finally:
        watch.stop()
        await watching
