from __future__ import annotations

from datetime import UTC, datetime

from structlog.testing import capture_logs

from community.dashboard.attention import (
    SLOT,
    Attention,
    AttentionTile,
    Item,
    Overview,
    overview_for,
)
from community.dashboard.tiles import tiles

EARLY, LATE = (datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2))
WARNING = Attention(
    sentence="2 waarschuwingen vragen uw aandacht.",
    items=[Item("Lek", "/1", severity="high"), Item("Golf", "/2", severity="low")],
    checked_at=EARLY,
    more_url="/alles",
    action_url="/alles",
    action_label="Bekijken",
)
QUESTION = Attention(
    sentence="1 aanvraag wacht op u.",
    items=[Item("Nora wil aansluiten", "/3", tag_label="Aanvraag")],
    action_url="/leden",
)
CALM = Attention(sentence="Niet dit.", calm="Geen waarschuwing vraagt actie.", checked_at=LATE)


def test_overview_sums_up_in_order_and_reassures_about_the_rest():
    overview = Overview([CALM, WARNING, QUESTION], incomplete=False)

    assert overview.sentence == (
        "2 waarschuwingen vragen uw aandacht. 1 aanvraag wacht op u. De rest is in orde."
    )
    assert [item.title for item in overview.items] == ["Lek", "Golf", "Nora wil aansluiten"]
    assert (overview.worst, overview.first, overview.more_url) == ("high", WARNING, "/alles")
    assert overview.checked_at == LATE


def test_overview_without_items_is_calm():
    overview = Overview([CALM, Attention()], incomplete=False)

    assert overview.sentence == "Alles rustig. Geen waarschuwing vraagt actie."
    assert (overview.items, overview.first, overview.worst) == ([], None, "")


def test_overview_that_is_incomplete_never_reassures():
    assert Overview([WARNING], incomplete=True).sentence == (
        "2 waarschuwingen vragen uw aandacht. Niet alles kon worden nagekeken. Probeer het zo opnieuw."
    )
    assert Overview([], incomplete=True).sentence == (
        "Niet alles kon worden nagekeken. Probeer het zo opnieuw."
    )


class Failing(AttentionTile):
    key = "community.failing_attention"
    title = "Faalt"

    def get_attention(self, request):
        raise RuntimeError("gone")


def test_overview_for_keeps_the_rest_when_one_part_fails(rf, monkeypatch):
    class Fine(AttentionTile):
        key = "community.fine_attention"
        title = "Gaat goed"

        def get_attention(self, request):
            return QUESTION

    everyone_else = [tile for tile in tiles if tile.slot == SLOT]
    for tile in everyone_else:
        monkeypatch.setattr(tile, "is_shown", lambda _request: False)
    with tiles.temporarily(Failing()), tiles.temporarily(Fine()), capture_logs() as logs:
        overview = overview_for(rf.get("/"))

    assert (overview.parts, overview.incomplete) == ([QUESTION], True)
    assert [log["tile"] for log in logs] == ["community.failing_attention"]
