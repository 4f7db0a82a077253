from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from structlog.testing import capture_logs

from community.dashboard.tiles import Tile, render_tile, tiles, tiles_for


@pytest.fixture
def request_of_nobody(rf: RequestFactory):
    request = rf.get("/")
    request.user = AnonymousUser()
    return request


class Figure(Tile):
    key = "community.proof"
    title = "Proefcijfer"
    slot = "proof"

    def get_context(self, request, subject=None):
        return {"value": 7, "unit": f"van {subject}", "note": "Zo hoort het."}


class Broken(Figure):
    key = "community.broken"
    order = -1

    def get_context(self, request, subject=None):
        raise RuntimeError("no figure today")


class Hidden(Figure):
    key = "community.hidden"

    def is_shown(self, request):
        return False


class Unsure(Figure):
    key = "community.unsure"

    def is_shown(self, request):
        raise RuntimeError("who are you")


def test_tiles_for_gives_the_slot_in_order(request_of_nobody):
    with tiles.temporarily(Figure()), tiles.temporarily(Broken()), tiles.temporarily(Hidden()):
        found = [tile.key for tile in tiles_for(request_of_nobody, "proof")]

    assert found == ["community.broken", "community.proof"]


def test_tiles_for_leaves_out_and_logs_a_tile_that_cannot_tell(request_of_nobody):
    with tiles.temporarily(Unsure()), capture_logs() as logs:
        found = tiles_for(request_of_nobody, "proof")

    assert found == []
    assert [(log["event"], log["tile"]) for log in logs] == [("tile_failed", "community.unsure")]


def test_render_tile_shows_figure_unit_and_meaning(request_of_nobody):
    html = render_tile(Figure(), request_of_nobody, "acht")

    assert [word in html for word in ("Proefcijfer", "7", "van acht", "Zo hoort het.")] == [
        True
    ] * 4


def test_render_tile_that_fails_says_so_and_is_logged(request_of_nobody):
    with capture_logs() as logs:
        html = render_tile(Broken(), request_of_nobody)

    assert "Dit cijfer konden wij nu niet ophalen." in html
    assert "Proefcijfer" in html
    assert [(log["event"], log["tile"]) for log in logs] == [("tile_failed", "community.broken")]


def test_tile_without_a_figure_says_its_words(request_of_nobody):
    class Words(Figure):
        key = "community.words"

        def get_context(self, request, subject=None):
            return {"value": None, "unit": "Eerste antwoord", "note": "Onlangs behaald."}

    html = render_tile(Words(), request_of_nobody)

    assert '<p class="figure-words">Eerste antwoord</p>' in html
