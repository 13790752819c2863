"""The vendors' own descriptions of their APIs, to check what we would send."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_schema_validator import OAS30Validator, OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

FOLDER = Path(os.environ.get("CENTRALITA_SPECS") or Path(__file__).parents[3] / ".." / "shared" / "specs")
RETELL, ELEVENLABS = "retell.openapi.yaml", "elevenlabs.openapi.json"


@cache
def _registry(file: str) -> Registry:
    text = (FOLDER / file).read_text()
    whole = json.loads(text) if file.endswith("json") else yaml.load(text, Loader=yaml.CSafeLoader)
    return Registry().with_resource("urn:spec", Resource.from_contents(whole, DRAFT202012))


def faults(file: str, path: str, body: dict[str, Any]) -> list[str]:
    """What is wrong with the body of a POST, by the vendor's spec. Skips where the specs are not at hand."""
    if not (FOLDER / file).exists():
        pytest.skip("the vendors' specs are not here: set CENTRALITA_SPECS to their folder")
    kind = OAS30Validator if file == RETELL else OAS31Validator
    pointer = path.replace("~", "~0").replace("/", "~1")
    schema = {"$ref": f"urn:spec#/paths/{pointer}/post/requestBody/content/application~1json/schema"}
    return [
        f"{error.json_path}: {error.message[:300]}"
        for error in kind(schema, registry=_registry(file)).iter_errors(body)
    ]
