"""Which player speaks: the sound server's where there is one, else ALSA's; and what if there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.speech_pipe import Manner, NoPlayerError, SpeechPipe, player_command


def path_with(folder: Path, *programs: str) -> str:
    folder.mkdir()
    for program in programs:
        (folder / program).write_text("#!/bin/sh\n")
        (folder / program).chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("programs", "server", "player"),
    [
        (("aplay", "paplay"), True, "paplay"),
        (("aplay", "paplay"), False, "aplay"),
        (("aplay",), True, "aplay"),
        (("paplay",), False, "paplay"),
    ],
)
def test_the_player(tmp_path: Path, programs: tuple[str, ...], server: bool, player: str) -> None:
    environment = {"PATH": path_with(tmp_path / "bin", *programs)}
    if server:
        environment["PULSE_SERVER"] = "unix:/somewhere"
    assert Path(player_command(environment)[0]).name == player


def test_a_session_of_the_sound_server_is_found_by_its_socket(tmp_path: Path) -> None:
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").touch()
    environment = {"PATH": path_with(tmp_path / "bin", "aplay", "paplay"), "XDG_RUNTIME_DIR": str(tmp_path)}
    assert Path(player_command(environment)[0]).name == "paplay"


@pytest.mark.parametrize("programs", [(), ("aplay",), ("espeak-ng",)])
def test_a_missing_program_is_named_before_anything_starts(tmp_path: Path, programs: tuple[str, ...]) -> None:
    pipe = SpeechPipe({"PATH": path_with(tmp_path / "bin", *programs)})
    with pytest.raises(NoPlayerError):
        pipe.start("Привет", Manner("zle/ru", 150, 100))
    assert not pipe.speaking
    pipe.stop()
