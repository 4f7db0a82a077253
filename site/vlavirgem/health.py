"""Whether the web process lives, and whether it can serve: for balancers and watchdogs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from health_check.base import HealthCheck
from health_check.checks import Cache, Database
from health_check.exceptions import ServiceUnavailable
from health_check.views import HealthCheckView


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers: nothing else is asked, so that a lost database
    does not get every web process restarted."""
    return JsonResponse({"status": "ok"})


@dataclass
class Migrations(HealthCheck):
    """The tables are those this code was written for."""

    def run(self) -> None:
        connection = connections["default"]
        with connection.temporary_connection():
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                raise ServiceUnavailable("migrations are waiting")


@method_decorator(login_not_required, name="dispatch")
class Ready(HealthCheckView):
    """200 when database, Redis and migrations are in order, else 503; always small JSON.

    Outsiders learn which part fails, never why: the reason is in the log.
    """

    checks = (Database, Cache, Migrations)
    http_method_names = ("get", "head", "options")

    async def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        results = [await check.get_result() for check in self.get_checks()]
        parts = {
            type(result.check).__name__.lower(): "failing" if result.error else "ok"
            for result in results
        }
        failing = "failing" in parts.values()
        body = {"status": "failing" if failing else "ok", "checks": parts}
        return JsonResponse(body, status=503 if failing else 200)
