"""The API held against its own schema, with questions that nobody thought of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from community.api_keys.enums import Scope
from community.api_keys.services import make_key
from tests.content.library.shelf import published
from tests.factories import qrc

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")
pytestmark = pytest.mark.django_db


@pytest.fixture
def one_connection() -> Iterator[None]:
    """As Django's own test client does: the end of a request ends no transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key(gent, alice, editor, monkeypatch, settings, tmp_path) -> str:
    monkeypatch.setattr("vlavirgem.api.PACE", 1_000_000)
    settings.FILES_ROOT = tmp_path / "files"
    published(editor, "Leidraad", author=gent, tags=["proef"], reviewed_on=timezone.localdate())
    rich = qrc.advisory(
        source=qrc.source(licence="CC BY 4.0"), summary="Gevaar.", action="Werk bij.",
        scores=[{"version": "3.1", "score": 9.8, "rating": "critical"}], cves=["CVE-2026-10432"],
        references=[{"url": "https://voorbeeld.example"}], due_on=timezone.localdate(),
    )  # fmt: skip
    qrc.revision(rich)
    qrc.advisory(tlp="GREEN", withdrawn_at=timezone.now())
    qrc.subscriber(organisation=gent)
    return make_key(name="proef", scopes=Scope.values, days=30, actor=alice, organisation=gent)[1]


def test_api_keeps_to_its_schema(key: str, one_connection: None):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [each.ok() for each in schema.get_all_operations()]
    for operation in operations:
        _hold(operation, key)

    assert len(operations) == 9


def _hold(operation: Any, key: str) -> None:
    @given(case=operation.as_strategy())
    @settings(
        max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    def ask(case: Any) -> None:
        # It makes up cookies beside our key, and would want them refused: see test_api_keys.
        case.call_and_validate(
            headers={"Authorization": f"Bearer {key}"}, excluded_checks=[checks.ignored_auth]
        )

    ask()
