from __future__ import annotations

import io
import re

import pytest
from django.core.management import call_command

from community.activity.reactions import reactions
from community.activity.verbs import verbs
from community.dashboard.tiles import tiles
from community.kpi.indicators import indicators
from community.mail_in.handlers import mail_handlers
from community.messaging.kinds import kinds
from community.search.kinds import kinds as search_kinds

KEY = re.compile(r"^(community|messaging|catalogue|qrc|security|content)\.[a-z_]+(\.[a-z_]+)*$")


@pytest.mark.parametrize(
    "registry", [verbs, kinds, reactions, tiles, indicators, mail_handlers, search_kinds],
    ids=["verbs", "kinds", "reactions", "tiles", "indicators", "mail handlers", "search kinds"],
)  # fmt: skip
def test_keys_begin_with_their_floor(registry):
    assert [each.key for each in registry if not KEY.match(each.key)] == []
    assert list(registry)


def test_every_reaction_listens_to_a_known_verb():
    assert [each.key for each in reactions if each.verb not in verbs] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)

    assert out.getvalue().strip() == "No changes detected"
