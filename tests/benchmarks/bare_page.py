"""The floor under the console: a bare page of one composite call, its values put into a template."""

from __future__ import annotations

import ssl
from pathlib import Path

import httpx
import typer
import uvicorn
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from backend.contract.identification import CONTACT_HEADER
from backend.region_ca import SERVER_CERTIFICATE_FILE, SERVER_KEY_FILE
from config.web_server import listening_sockets

PAGE = """<!doctype html><html lang="ru"><meta charset="utf-8"><title>Звонок</title>
<h1>{{ person.short_name if person else "—" }}</h1><p>{{ contact.state }} · {{ contact.started_at }}</p>
<ul>{% for each in do %}<li>{{ each }}</li>{% endfor %}</ul><p>{{ contact.notes }}</p></html>"""


def build_app(backend: str, trust: ssl.SSLContext) -> Starlette:
    """`/contacts/{contact}` with the operator's token in a cookie."""
    line = httpx.AsyncClient(base_url=backend, verify=trust)
    template = Environment(autoescape=True).from_string(PAGE)

    async def ready(_request: Request) -> Response:
        return Response(status_code=200)

    async def page(request: Request) -> Response:
        contact = request.path_params["contact"]
        headers = {"Authorization": f"Bearer {request.cookies['token']}", CONTACT_HEADER: contact}
        answer = await line.get(f"/v1/desk/contacts/{contact}/workplace", headers=headers)
        return HTMLResponse(template.render(answer.raise_for_status().json()))

    return Starlette(routes=[Route("/ready", ready), Route("/contacts/{contact}", page)])


def main(data: Path, region_ca: Path, backend: str, port: int) -> None:
    """Serve with the TLS identity of the backend in DATA."""
    config = uvicorn.Config(
        build_app(backend, ssl.create_default_context(cafile=str(region_ca))),
        http="httptools", ws="none", lifespan="off", access_log=False, log_level="warning",
        ssl_keyfile=data / SERVER_KEY_FILE, ssl_certfile=data / SERVER_CERTIFICATE_FILE,
    )  # fmt: skip
    with listening_sockets("127.0.0.1", port) as sockets:
        uvicorn.Server(config).run(sockets)


if __name__ == "__main__":
    typer.run(main)
