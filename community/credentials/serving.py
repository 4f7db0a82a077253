from typing import Any

from django.http import JsonResponse


def for_programs(found: dict[str, Any]) -> JsonResponse:
    """What programs on other sites read to check a badge."""
    response = JsonResponse(found)
    response["Access-Control-Allow-Origin"] = "*"
    return response
