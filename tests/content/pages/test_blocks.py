"""What editors put together: drawn for this visitor, and never with a picture that says nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from community.dashboard.tiles import Tile, offered, tiles
from community.search.services import rebuild
from content.findable import PAGE
from content.images.models import HouseImage
from content.library.enums import Readers
from content.library.models import LibraryDocument
from content.pages.articles import ArticlePage, FaqPage
from content.pages.blocks.body import Body
from content.pages.blocks.live import tile_choices
from content.pages.campaigns import CampaignPage
from content.pages.models import StandardPage
from content.pages.principles import SLOTS, Principle, PrinciplesPage
from tests.content.library import shelf
from tests.content.pages.making import block, paragraph, picture, published

# Wagtail leaves the file of a rendition that it just made to the collector.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Before the next test, which forgives no open file."""
    yield
    gc.collect()


class Secret(Tile):
    key = "community.secret"
    title = "Eigen cijfer"

    def is_shown(self, request: Any) -> bool:
        return request.organisation is not None and request.organisation.name == "Gent"

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        return {"value": "zzqcijfer"}


class Open(Secret):
    key = "community.open"
    is_public = True

    def is_shown(self, request: Any) -> bool:
        return True


@pytest.mark.parametrize(("tile", "seen"), [
    (Secret(), [False, True, False]),
    (Open(), [True, True, True]),
])  # fmt: skip
def test_live_tile_is_drawn_within_the_rights_of_who_looks(tile, seen, alice, charlie, client, client_of):  # fmt: skip
    readers = (client, client_of(alice), client_of(charlie))
    with tiles.temporarily(tile):
        assert (tile.key, str(tile.title)) in tile_choices()
        page = published(StandardPage(title="Tegel", body=block("tile", {"tile": tile.key})))
        told = ["zzqcijfer" in each.get(page.url).content.decode() for each in readers]
        assert told == seen
    # A tile that is gone leaves nothing behind.
    assert "zzqcijfer" not in client.get(page.url).content.decode()


def test_visitors_are_offered_no_tile_of_the_dashboard_that_did_not_say_so(client):
    for tile in offered():
        if tile.slot == "dashboard" and not tile.is_public:
            body = block("tile", {"tile": tile.key})
            page = published(
                StandardPage(title=tile.key, slug=tile.key.replace(".", "-"), body=body)
            )
            assert '<div class="tiles">' not in client.get(page.url).content.decode(), tile.key


def test_document_is_named_to_who_may_open_it_alone(alice, editor, client, client_of):
    shelf.published(editor, title="Leidraad")
    shelf.published(editor, title="Geheim stuk", audience=Readers.MEMBERS)
    body = [each for row in LibraryDocument.objects.all()
            for each in block("document", {"document": row.pk, "text": ""})]  # fmt: skip
    page = published(StandardPage(title="Stukken", body=body))

    told = [each.get(page.url).content.decode() for each in (client, client_of(alice))]
    assert [["Leidraad" in html, "Geheim stuk" in html] for html in told] == [
        [True, False], [True, True],
    ]  # fmt: skip


def test_picture_says_something_or_is_decoration():
    for said, fault in (({"alt_text": ""}, "alt_text"), ({"alt_text": " "}, "alt_text"),
                        ({"is_decorative": True}, "is_decorative")):  # fmt: skip
        with pytest.raises(ValidationError) as caught:
            HouseImage(**({"alt_text": "Een kar"} | said)).clean()
        assert list(caught.value.message_dict) == [fault]
    assert HouseImage(title="T", alt_text="Een kar").default_alt_text == "Een kar"
    assert HouseImage(title="T", is_decorative=True).default_alt_text == ""


def test_picture_on_a_page_is_refused_without_words():
    image = picture()
    stream = Body()
    for value in ({"decorative": False, "alt_text": ""},):
        raw = [("picture", {"image": {"image": image.pk, **value}, "caption": ""})]
        stuck = stream.to_python([{"type": kind, "value": said} for kind, said in raw])
        with pytest.raises(ValidationError):
            stream.clean(stuck)


def test_page_that_is_shared_shows_a_rendered_picture_or_the_house(client, settings):
    seen = published(StandardPage(title="Foto", lead="Kijk.", picture=picture()))
    plain = published(StandardPage(title="Kaal"))
    html, bare = (client.get(each.url).content.decode() for each in (seen, plain))

    for said in (f'<link rel="canonical" href="{settings.SITE_URL}/foto/">',
                 '<meta property="og:title" content="Foto">',
                 '<meta property="og:description" content="Kijk.">',
                 '<meta property="og:image:alt" content="Een blauw vlak">',
                 '<meta name="twitter:card" content="summary_large_image">',
                 f'<meta property="og:image" content="{settings.SITE_URL}/media/images/'):  # fmt: skip
        assert said in html, said
    assert "1200x630" in html
    assert "content/card.png" in bare


def test_rendition_keeps_the_focal_point():
    image = picture(
        focal_point_x=1500, focal_point_y=450, focal_point_width=40, focal_point_height=40
    )
    middle = picture()

    keys = [each.get_rendition("fill-300x300-c100").focal_point_key for each in (image, middle)]
    assert keys[0] != keys[1]


def test_every_block_draws_itself(client):
    image = picture()
    link = {"page": None, "url": "https://film.example/x"}
    table = {
        "columns": [{"type": "text", "heading": "Wat"}, {"type": "number", "heading": "Hoeveel"}],
        "rows": [{"values": ["Karren", "3"]}], "caption": "De foor",
    }  # fmt: skip
    body = [
        *paragraph("<p>Alinea</p>"), *block("heading", {"text": "Kop", "level": "h3"}),
        *block("picture", {"image": {"image": image.pk, "decorative": False, "alt_text": "Kar"},
                           "caption": "Onderschrift"}),
        *block("callout", {"tone": "warning", "title": "Let op", "text": "<p>Pas op</p>"}),
        *block("quote", {"text": "Zo is het", "source": "Dienst ICT"}),
        *block("button", link | {"label": "Ga"}),
        *block("cards", {"title": "Kaarten", "cards": [link | {"title": "Kaart", "text": "K"}]}),
        *block("questions", {"title": "V", "questions": [{"question": "Hoe?", "answer": "<p>Zo</p>"}]}),
        *block("table", table),
        *block("video", {"title": "Film", "url": "https://film.example/x", "text": "", "length": "4 min.", "picture": None}),
    ]  # fmt: skip
    page = published(ArticlePage(title="Alles", byline="Redactie", body=body))
    html = client.get(page.url).content.decode()

    for said in ("<p>Alinea</p>", "<h3>Kop</h3>", 'alt="Kar"', "Onderschrift", "Pas op", "Zo is het",
                 "op film.example", ">Kaart</a>", "<summary>Hoe?</summary>", "<caption>De foor</caption>",
                 'data-label="Hoeveel" class="num"', "4 min. · Opent op film.example", "Redactie"):  # fmt: skip
        assert said in html, said
    assert "<iframe" not in html


def test_button_leads_somewhere_or_is_refused():
    stream = Body()
    stuck = stream.to_python(block("button", {"label": "Ga", "page": None, "url": ""}))
    with pytest.raises(ValidationError):
        stream.clean(stuck)


def test_questions_of_a_faq_and_words_of_principles_are_found(client):
    questions = block(
        "question", {"question": "Wie is de zeppelin?", "answer": "<p>Een luchtschip</p>"}
    )
    published(FaqPage(title="Vragen", questions=questions))
    published(PrinciplesPage(title="Wat is VlaVirGem"))
    Principle.objects.filter(group="strategisch", number=3).update(
        name="Kwartiermaken", meaning="<p>Een betekenis</p>"
    )
    rebuild(PAGE)

    for words, found in (("zeppelin", "Vragen"), ("luchtschip", "Vragen"),
                         ("kwartiermaken", "Wat is VlaVirGem")):  # fmt: skip
        assert f">{found}</a>" in client.get(f"/zoeken/?q={words}").content.decode().replace(
            "<mark>", ""
        ).replace("</mark>", "")


def test_principles_are_36_numbered_slots_and_stay_so():
    found = [Principle.objects.filter(group=group).count() for group in SLOTS]
    assert (found, Principle.objects.exclude(name="").count()) == ([18, 12, 6], 0)
    for group, number in (("ondersteunend", 7), ("ondersteunend", 0), ("ander", 1), ("technologie", 12)):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Principle.objects.create(group=group, number=number)


def test_empty_principles_are_for_editors_alone(client, editor, alice, client_of):
    page = published(PrinciplesPage(title="Wat is VlaVirGem"))
    Principle.objects.filter(group="strategisch", number=3).update(name="Samen")
    told = [each.get(page.url).content.decode() for each in
            (client, client_of(alice), client_of(editor))]  # fmt: skip

    assert [html.count("Nog in te vullen") for html in told] == [0, 0, 35]
    assert ['id="strategisch-3"' in html for html in told] == [True] * 3


def test_campaign_ends_after_it_begins_and_its_button_leads():
    def faults(**fields: Any) -> list[str]:
        page = CampaignPage(title="C", slug="c", **fields)
        try:
            page.clean()
        except ValidationError as error:
            return sorted(error.message_dict)
        return []

    days = {"begins_on": date(2026, 12, 1), "ends_on": date(2026, 12, 9)}
    assert faults(**days) == []
    assert faults(begins_on=date(2026, 12, 9), ends_on=date(2026, 12, 1)) == ["ends_on"]
    assert faults(**days, action_label="Ga") == ["action_url"]
    for address in ("javascript:alert(1)", "//elders.example/", "/\\elders.example", "http://x.example"):  # fmt: skip
        assert faults(**days, action_label="Ga", action_url=address) == ["action_url"]
    assert faults(**days, action_label="Ga", action_url="/zoeken/") == []
