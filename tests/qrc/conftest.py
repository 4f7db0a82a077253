from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form shows: the value of each field, and the error that stands beside it."""

    values: dict[str, str]
    errors: dict[str, str]


@pytest.fixture
def fields() -> Callable[[str], Shown]:
    def read(page: str) -> Shown:
        (form,) = html.fromstring(page).xpath("//main//form[contains(@class, 'form')]")
        values = {
            name: str(form.fields[name] or "").strip()
            for name in form.fields
            if name != "csrfmiddlewaretoken"
        }
        boxes = form.xpath(".//*[contains(@class, 'field')]/div[contains(@id, '_error')]")
        errors = {
            box.get("id").removeprefix("id_").removesuffix("_error"): " ".join(
                box.text_content().replace("Fout:", "").split()
            )
            for box in boxes
        }
        return Shown(values, errors)

    return read


@pytest.fixture
def costs() -> Callable[[Client, str], int]:
    """How many queries a page asks, once it has been warmed up."""

    def cost(client: Client, address: str) -> int:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    return cost
