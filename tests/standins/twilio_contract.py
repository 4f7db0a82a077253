"""Twilio's own description of its Messages resource, as something to hold requests against."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, FormatChecker

PATH = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
FORM = "application/x-www-form-urlencoded"
CHECKER = FormatChecker()


@CHECKER.checks("phone-number")
def _is_phone(value: object) -> bool:
    return (
        isinstance(value, str)
        and value.startswith("+")
        and value[1:].isdecimal()
        and 8 <= len(value) <= 16
    )


@CHECKER.checks("uri")
def _is_uri(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


@dataclass(frozen=True)
class Contract:
    create: Draft7Validator
    message: Draft7Validator
    listing: frozenset[str]
    statuses: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Contract:
        spec = json.loads(path.read_text(encoding="utf-8"))
        operations, parts = spec["paths"][PATH], spec["components"]["schemas"]
        body = operations["post"]["requestBody"]["content"][FORM]["schema"]
        listing = frozenset(each["name"] for each in operations["get"]["parameters"])
        return cls(
            create=_validator(body, parts),
            message=_validator(parts["api.v2010.account.message"], parts),
            listing=listing - {"AccountSid"},
            statuses=tuple(parts["message_enum_status"]["enum"]),
        )

    def faults(self, form: dict[str, list[str]]) -> list[str]:
        """What in a request Twilio does not describe, or would refuse."""
        found: list[str] = []
        params: dict[str, Any] = {}
        for name, values in form.items():
            shape = self.create.schema["properties"].get(name, {})
            if len(values) > 1 and shape.get("type") != "array":
                found.append(f"{name} stands there {len(values)} times")
            params[name] = values if shape.get("type") == "array" else _typed(values[0], shape)
        return found + [error.message for error in self.create.iter_errors(params)]

    def answer_faults(self, message: dict[str, Any]) -> list[str]:
        """What in an answer of the stand-in differs from Twilio's."""
        return [error.message for error in self.message.iter_errors(message)]


def _validator(schema: dict[str, Any], parts: dict[str, Any]) -> Draft7Validator:
    plain = _plain(schema, parts) | {"additionalProperties": False}
    return Draft7Validator(plain, format_checker=CHECKER)


def _plain(schema: Any, parts: dict[str, Any]) -> Any:
    """OpenAPI 3.0 as JSON schema: references filled in, `nullable` as a type."""
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _plain(parts[schema["$ref"].rpartition("/")[2]], parts)
    plain = {name: value for name, value in schema.items() if name != "nullable"}
    for name, value in plain.items():
        if name == "properties":
            plain[name] = {key: _plain(each, parts) for key, each in value.items()}
        elif name == "items":
            plain[name] = _plain(value, parts)
    if schema.get("nullable") and "type" in plain:
        plain["type"] = [plain["type"], "null"]
    return plain


def _typed(text: str, shape: dict[str, Any]) -> Any:
    """A form's text as what the schema calls it; left as it is when it is no such thing."""
    if shape.get("type") in ("integer", "number"):
        try:
            return int(text) if shape["type"] == "integer" else float(text)
        except ValueError:
            return text
    if shape.get("type") == "boolean":
        return {"true": True, "false": False}.get(text.lower(), text)
    return text
