from __future__ import annotations

from tests.qrc.conftest import costs, fields

__all__ = ["costs", "fields"]
