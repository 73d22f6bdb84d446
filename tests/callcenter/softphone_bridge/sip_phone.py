"""A real softphone (baresip) and who calls it (sipp), for tests."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import socket
import wave
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import pytest

from tests.backend.contacts.desk import E164

MODULES = Path("/usr/lib/baresip/modules")
LONGEST_WAIT = 60.0
LOWEST_PORT, PORTS_TO_CHOOSE_FROM = 20_000, 12_000
TALK_MILLISECONDS = 1500
SILENCE_SECONDS = 90  # baresip hangs up when there is nothing more to play


def skip_unless_installed() -> None:
    if not (shutil.which("baresip") and shutil.which("sipp")):
        print("skipped: baresip or sipp is not installed (apt-get install baresip-core sip-tester)")
        pytest.skip("baresip or sipp is not installed")


@dataclass(frozen=True)
class Ports:
    sip: int
    control: int
    hand: int
    caller: int


def free_ports() -> Ports:
    """Free for TCP and UDP a moment ago, and below those that the system gives to whoever asks for any."""
    held: list[tuple[socket.socket, socket.socket]] = []
    with ExitStack() as until_all_are_found:
        while len(held) < 4:
            port = LOWEST_PORT + secrets.randbelow(PORTS_TO_CHOOSE_FROM)
            with suppress(OSError):  # taken: another
                tcp = until_all_are_found.enter_context(socket.create_server(("127.0.0.1", port)))
                udp = until_all_are_found.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
                udp.bind(("127.0.0.1", port))
                held.append((tcp, udp))
        return Ports(*(tcp.getsockname()[1] for tcp, _ in held))


@asynccontextmanager
async def softphone(folder: Path, ports: Ports) -> AsyncIterator[None]:
    """baresip with a silent microphone, its control interface, and a button to answer by."""
    with wave.open(str(folder / "silence.wav"), "wb") as silence:
        silence.setnchannels(1)
        silence.setsampwidth(2)
        silence.setframerate(8000)
        silence.writeframes(bytes(SILENCE_SECONDS * 16_000))
    lines = [
        f"sip_listen 127.0.0.1:{ports.sip}",
        f"module_path {MODULES}",
        *(f"module {each}.so" for each in ("g711", "aufile")),
        "module_tmp uuid.so",
        "module_tmp account.so",
        *(f"module_app {each}.so" for each in ("menu", "ctrl_tcp", "httpd")),
        f"ctrl_tcp_listen 127.0.0.1:{ports.control}",
        f"http_listen 127.0.0.1:{ports.hand}",
        f"audio_source aufile,{folder / 'silence.wav'}",
        f"audio_player aufile,{folder / 'heard.wav'}",
    ]
    (folder / "config").write_text("\n".join(lines) + "\n")
    (folder / "accounts").write_text("<sip:desk@127.0.0.1;transport=udp>;regint=0\n")
    (folder / "contacts").touch()
    process = await asyncio.create_subprocess_exec(
        "baresip", "-f", str(folder), stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def press_answer(ports: Ports) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", ports.hand)
    writer.write(b"GET /?a HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await writer.drain()
    await reader.read(1024)
    writer.close()


async def until(look: Callable[[], Any], wanted: Callable[[Any], bool]) -> Any:
    async with asyncio.timeout(LONGEST_WAIT):
        while not wanted(found := await asyncio.to_thread(look)):
            await asyncio.sleep(0.1)
    return found


async def dial(ports: Ports, folder: Path, talk: int = TALK_MILLISECONDS) -> asyncio.subprocess.Process:
    scenario = [
        "-sn", "uac", "-s", "desk", "-i", "127.0.0.1", "-p", str(ports.caller),
        "-m", "1", "-d", str(talk), "-timeout", "120", "-nostdin",
    ]  # fmt: skip
    default = await asyncio.create_subprocess_exec("sipp", "-sd", "uac", stdout=asyncio.subprocess.PIPE)
    text, _ = await default.communicate()
    own = folder / "uac.xml"
    own.write_bytes(text.replace(b"sip:sipp@[local_ip]", f"sip:{E164}@[local_ip]".encode()))
    scenario[:2] = ["-sf", str(own)]
    return await asyncio.create_subprocess_exec(
        "sipp", f"127.0.0.1:{ports.sip}", *scenario, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
    )
