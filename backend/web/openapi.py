"""Describes bodies that endpoints read themselves, so that OpenAPI still names them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from backend.contract.problems import PROBLEM_MEDIA_TYPE, Problem

REFERENCE = "#/components/schemas/{model}"


def takes(model: type[BaseModel]) -> dict[str, Any]:
    """`openapi_extra` of an endpoint whose body is this model."""
    schema = {"$ref": REFERENCE.format(model=model.__name__)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def takes_form(*fields: str) -> dict[str, Any]:
    """`openapi_extra` of an endpoint that takes a form of required strings."""
    schema = {
        "type": "object",
        "properties": {field: {"type": "string"} for field in fields},
        "required": list(fields),
    }
    content = {"application/x-www-form-urlencoded": {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}}


def describe(app: FastAPI, bodies: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    """The OpenAPI 3.1 document: routes, hand-read bodies, and problems as the default answer."""
    document = get_openapi(
        title=app.title, version=app.version, routes=app.routes, description=app.description
    )
    models: tuple[type[BaseModel], ...] = (*bodies, Problem)
    named: list[tuple[type[BaseModel], JsonSchemaMode]] = [(model, "validation") for model in models]
    _, definitions = models_json_schema(named, ref_template=REFERENCE)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(definitions["$defs"])
    refused = {
        "description": "A problem (RFC 9457); `type` ends in a stable code",
        "content": {PROBLEM_MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(model="Problem")}}},
    }
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = refused
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    return document
