"""The client's libraries name each request's path in their messages; none reaches the kiosk's output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.region_ca import CA_CERTIFICATE_FILE, RegionCa

ROOT = Path(__file__).parents[2]
PERSON = "person-2b1f"

CALL = f"""
import logging, sys, threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(204)
        self.send_header("X-Who", "{PERSON}")
        self.end_headers()
    def log_message(self, *arguments):
        pass

server = HTTPServer(("127.0.0.1", 0), Answers)
threading.Thread(target=server.serve_forever, daemon=True).start()

from config.kiosk import KioskSettings
from config.service_manager import ServiceManager
from kiosk import wiring

if sys.argv[1] == "debugging":  # somebody looks for a fault and turns everything on
    logging.basicConfig(stream=sys.stderr, level=logging.DEBUG)
if sys.argv[2] == "quiet":
    wiring.build_kiosk(KioskSettings(data=Path(sys.argv[3]).parent), ServiceManager({{}}, 0))

from backend.calling.line import Line, Patience
from backend.client import Nothing

line = Line(f"http://127.0.0.1:{{server.server_port}}", Path(sys.argv[3]), Patience())
print(type(line.ask("GET", "/v1/people/{PERSON}/file", Nothing)).__name__)
logging.getLogger("httpx").warning("the answer of %s was odd", "{PERSON}")
"""


@pytest.fixture(scope="module")
def region_ca(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Any will do: the call goes over plain HTTP."""
    folder = tmp_path_factory.mktemp("ca")
    RegionCa.load_or_make(folder, datetime.now(UTC))
    return folder / CA_CERTIFICATE_FILE


def said(mode: str, libraries: str, region_ca: Path) -> str:
    """Everything that a kiosk's process writes in which the client makes one call."""
    done = subprocess.run(
        [sys.executable, "-c", CALL, mode, libraries, str(region_ca)],
        cwd=ROOT,
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "Nothing\n", "the call itself went well"
    return done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["usual", "debugging"])
def test_a_call_of_the_client_leaves_no_path_in_the_output(mode: str, region_ca: Path) -> None:
    output = said(mode, "quiet", region_ca)
    assert PERSON not in output
    (noted,) = [json.loads(line) for line in output.splitlines() if '"library"' in line]
    assert noted["part"] == "httpx"
    assert {"at", "what", "part", "where"} == set(noted)


@pytest.mark.slow
def test_the_control_without_it_the_path_is_there(region_ca: Path) -> None:
    assert f"/v1/people/{PERSON}/file" in said("debugging", "loud", region_ca)
    assert PERSON in said("usual", "loud", region_ca), "a warning goes to standard error by itself"
