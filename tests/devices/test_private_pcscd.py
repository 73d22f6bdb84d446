"""The private pcscd: really private, ready when it says so, and gone without trace."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from devices.simulators import private_pcscd
from devices.simulators.card_profile import CardFileError, parse_card, read_card_file
from devices.simulators.card_shelf import CardShelf
from devices.simulators.control import ControlFailed, ReaderControl
from devices.simulators.pcscd_process import RUN
from devices.simulators.private_pcscd import PcscdUnavailable, PrivatePcscd
from tests.devices.card_maker import CardMaker, write

slow = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def descendants_of(folder: Path) -> list[str]:
    """Command lines of all processes that mention the folder."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and process.name != str(os.getpid()):
            try:
                line = (process / "cmdline").read_bytes()
            except OSError:
                continue
            if str(folder).encode() in line:
                found.append(line.decode())
    return found


def gone(folder: Path, seconds: float = 4.0) -> bool:
    end = time.monotonic() + seconds
    while descendants_of(folder):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@slow
def test_two_at_once_do_not_meet(tmp_path: Path) -> None:
    with PrivatePcscd(tmp_path / "a") as first, PrivatePcscd(tmp_path / "b") as second:
        first.insert({"kind": "payment"})
        assert first.list()["cards"] == {"0": "(inline)"}
        assert second.list()["cards"] == {}
        listening = Path("/proc/net/tcp").read_text()
        assert f":{0x8C7B:04X} " not in listening  # vpcd's port is invisible outside


@slow
def test_nothing_is_left_after_it(tmp_path: Path) -> None:
    with PrivatePcscd(tmp_path / "p") as pcscd:
        assert descendants_of(tmp_path)
    assert gone(tmp_path, 0.5)
    assert not pcscd.socket.exists()
    assert not pcscd.control.exists()


@slow
def test_nothing_is_left_when_its_owner_is_killed(tmp_path: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-m", "devices.simulators.private_pcscd", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == f"ready PCSCLITE_CSOCK_NAME={tmp_path}/pcscd.comm\n"
    owner.kill()
    owner.wait()
    owner.stdout.close()
    assert gone(tmp_path)


@slow
@pytest.mark.skipif(os.geteuid() != 0 or RUN.exists(), reason="needs root and an unused /run/pcscd")
def test_without_mounts_of_its_own_it_shares_the_common_place_with_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_pcscd, "_AS_ROOT", (("--net",),))  # as in a plain chroot
    with PrivatePcscd(tmp_path / "a") as first:
        first.restart()
        first.insert({"kind": "payment"})
        assert first.socket.resolve() == RUN / "pcscd.comm"
        with pytest.raises(PcscdUnavailable, match="another pcscd"):
            PrivatePcscd(tmp_path / "b").open()
    assert gone(tmp_path)
    RUN.rmdir()


@slow
def test_a_tried_pin_stays_tried_when_the_card_comes_again(tmp_path: Path) -> None:
    path = write(CardMaker().content(), tmp_path / "card.json")
    shelf = CardShelf()
    select = bytes.fromhex("00A4040009A0000003080000100000")
    card = shelf.take(path)
    card.answer(select)
    assert card.answer(bytes.fromhex("002000800839393939FFFFFFFF")) == bytes.fromhex("63C2")
    again = shelf.take(path)
    again.answer(select)
    assert again.answer(bytes.fromhex("00200080")) == bytes.fromhex("63C2")


@slow
def test_control_says_what_is_wrong(virtual_reader: PrivatePcscd, tmp_path: Path) -> None:
    with pytest.raises(ControlFailed, match="no such command"):
        virtual_reader.tell({"do": "dance"})
    with pytest.raises(ControlFailed, match="CardFileError"):
        virtual_reader.insert(tmp_path / "no-such-card.json")
    with pytest.raises(ControlFailed, match="slots are"):
        virtual_reader.insert({"kind": "payment"}, slot=7)
    with pytest.raises(ControlFailed, match="TypeError"):
        virtual_reader.tell({"do": "remove", "slot": None})
    with pytest.raises(ControlFailed, match="no private pcscd"):
        ReaderControl(tmp_path).list()


def test_a_path_too_long_for_a_socket_is_named(tmp_path: Path) -> None:
    with pytest.raises(PcscdUnavailable, match="too long"):
        PrivatePcscd(tmp_path / ("x" * 120)).open()


@slow
@pytest.mark.skipif(RUN.exists() or os.geteuid() != 0, reason="only where /run/pcscd has to be covered")
def test_a_folder_that_would_be_covered_is_named() -> None:
    with TemporaryDirectory(dir="/run") as folder, pytest.raises(PcscdUnavailable, match="outside /run"):
        PrivatePcscd(Path(folder)).open()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ([], "an object"),
        ({"profile": {"guid": "00"}}, "keys is missing"),
        ({"profile": {"guid": "zz", "keys": {}}}, "ValueError"),
        ({"profile": {"guid": "00" * 16, "keys": {"9E": {"private_pem": "secret-pem"}}}}, "pin is missing"),
        ({"faults": []}, "AttributeError"),
    ],
)
def test_a_broken_card_file_is_named_without_its_secrets(content: object, why: str) -> None:
    with pytest.raises(CardFileError, match=why) as error:
        parse_card(content, "broken")
    assert "secret" not in str(error.value)


def test_a_card_file_that_is_no_json(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    path.write_text("{")
    with pytest.raises(CardFileError, match="JSONDecodeError"):
        read_card_file(path)
