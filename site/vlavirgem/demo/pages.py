"""A site that editors have worked on: sections, news, questions, a campaign, a page in review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from community.accounts.models import User
from community.events.models import Event
from content.pages.app_page import AppPage
from content.pages.articles import ArticlePage, FaqPage, LandingPage
from content.pages.campaigns import CampaignPage
from content.pages.events import EventPage
from content.pages.models import HomePage, StandardPage
from content.pages.news import NewsIndexPage, NewsPage
from content.pages.principles import PrinciplesPage
from vlavirgem.demo.pictures import draw

Blocks = list[dict[str, Any]]
NEWS = (
    # days ago, title, lead, picture, text
    (3, "Meldpunt van de QRC is nu dag en nacht bemand",
     "Wie een aanval vermoedt, krijgt voortaan ook ’s nachts en in het weekend iemand aan de lijn.",
     "bogen", "<p>Tot nu toe las de redactie meldingen van ’s nachts de volgende ochtend. Vanaf deze maand kijkt er altijd iemand mee. Meldt u iets, dan hoort u binnen het uur of andere besturen hetzelfde zien.</p>"),
    (9, "Zo houdt u uw portfolio bij in een kwartier per maand",
     "Drie besturen vertellen hoe zij hun lijst van toepassingen actueel houden.", "raster",
     "<p>Een waarschuwing raakt u pas als wij weten wat u gebruikt. De drie besturen in dit verhaal doen hetzelfde: één vast moment, één verantwoordelijke, en versies die ze meteen invullen.</p><ol><li>Vergelijk de lijst met uw facturen.</li><li>Vul versies in waar de QRC ernaar vraagt.</li><li>Haal weg wat niet meer draait.</li></ol>"),
    (24, "Weekoverzicht in een nieuw kleedje",
     "De mail van maandag begint voortaan met wat uw bestuur raakt.", "golven",
     "<p>U las ons graag korter. Het weekoverzicht toont eerst wat uw software raakt, dan wat de buren deden, en pas daarna de rest.</p>"),
    (41, "Najaarsoefening: twee op de drie besturen antwoordden binnen het uur",
     "De resultaten staan klaar, met per bestuur wat u kunt verbeteren.", "bogen",
     "<p>De oefening ging naar het eerste en tweede waarschuwingscontact van elk bestuur. Waar niemand antwoordde, lag het meestal aan een adres dat niet meer bestond.</p>"),
)  # fmt: skip
QUESTIONS = (
    ("Wie kan lid worden?", "<p>Wie werkt voor een lokaal bestuur, een leverancier of een partner. U maakt een account met uw mailadres van het werk; een beheerder van uw bestuur laat u toe.</p>"),
    ("Kost een sms ons iets?", "<p>Nee. Waarschuwingen per sms zijn inbegrepen, tot de grens die voor uw bestuur is afgesproken.</p>"),
    ("Wie ziet ons portfolio?", "<p>Alleen de mensen van uw eigen bestuur. Cijfers tonen wij pas als er minstens vijf besturen achter staan.</p>"),
    ("Hoe schrijf ik me uit?", "<p>Onder elke mail staat een link om uit te schrijven. U kiest per soort bericht wat u nog wilt krijgen bij <a href=\"/voorkeuren/\">Meldingen instellen</a>.</p>"),
)  # fmt: skip


def build_site(users: dict[str, User]) -> None:
    """Once: what an editor made of it since stays his."""
    home = HomePage.objects.get()
    if NewsIndexPage.objects.exists():
        return
    editor = users["redactie@vlavirgem.example"]
    index = _put(home, NewsIndexPage(
        title="Nieuws", slug="nieuws", lead="Wat er beweegt bij de QRC en bij de besturen.",
        show_in_menus=True,
    ))  # fmt: skip
    _news(index)
    _section(home)
    _put(home, FaqPage(
        title="Veelgestelde vragen", slug="vragen", lead="Kort gevraagd, kort geantwoord.",
        show_in_menus=True,
        questions=[block("question", {"question": q, "answer": a}) for q, a in QUESTIONS],
    ))  # fmt: skip
    _put(home, PrinciplesPage(
        title="Wat is VlaVirGem", slug="wat-is-vlavirgem", show_in_menus=True,
        lead="Waarom besturen hun informatie samen sturen, en volgens welke principes.",
        body=[block("paragraph", "<p>VlaVirGem brengt de instrumenten samen waarmee een lokaal bestuur zijn informatie en techniek stuurt. De principes hieronder komen uit de beleidsstudie; de redactie vult ze een voor een in.</p>")],
    ))  # fmt: skip
    _in_review(home, users["qrc@vlavirgem.example"])
    home.refresh_from_db()
    home.body = [
        *home.body.raw_data, block("newest", {"title": "Nieuws", "count": 3}),
        block("campaigns", {"title": "Doe mee"}),
    ]  # fmt: skip
    home.save_revision(user=editor).publish()


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def _put(parent: Page, page: Any) -> Any:
    parent.add_child(instance=page)
    page.save_revision().publish()
    parent.refresh_from_db()
    return page


def _news(index: Page) -> None:
    today = timezone.localdate()
    for ago, title, lead, form, text in NEWS:
        _put(index, NewsPage(
            title=title, lead=lead, published_on=today - timedelta(days=ago),
            picture=draw(form, seed=ago), body=[block("paragraph", text)],
        ))  # fmt: skip


def _section(home: Page) -> None:
    today = timezone.localdate()
    section = _put(home, LandingPage(
        title="Veilig werken", slug="veilig-werken", show_in_menus=True,
        lead="Leidraden, afspraken en campagnes voor wie in een bestuur met informatie werkt.",
    ))  # fmt: skip
    _put(section, CampaignPage(
        title="December: maand van de tweede stap", slug="tweede-stap", picture=draw("golven", 7),
        lead="Eén maand lang helpen wij elk bestuur om overal een tweede stap bij het aanmelden te zetten.",
        begins_on=today - timedelta(days=5), ends_on=today + timedelta(days=25),
        action_label="Mijn account beveiligen", action_url="/account/tweestaps/",
        body=[block("callout", {"tone": "ok", "title": "Begin bij de beheerders", "text": "<p>Wie leden of instellingen beheert, is het eerste doelwit.</p>"})],
    ))  # fmt: skip
    _put(section, ArticlePage(
        title="Een update in vier stappen", slug="update", byline="QRC-redactie",
        picture=draw("raster", 11),
        lead="Wat u doet tussen de waarschuwing en het groene vinkje.",
        body=[
            block("paragraph", "<p>Een update is zelden moeilijk, maar vaak vergeten. Deze vier stappen passen op één blad.</p>"),
            block("table", {"caption": "Wie doet wat", "columns": [
                {"type": "text", "heading": "Stap"}, {"type": "text", "heading": "Wie"},
                {"type": "number", "heading": "Binnen (uur)"}], "rows": [
                {"values": ["Lezen en bevestigen", "Eerste contact", "4"]},
                {"values": ["Reservekopie nakijken", "Systeembeheerder", "8"]},
                {"values": ["Bijwerken en testen", "Systeembeheerder", "24"]},
                {"values": ["Afmelden in Wat ons raakt", "Eerste contact", "24"]}]}),
            block("quote", {"text": "Sinds we de reservekopie eerst nakijken, durven we ook overdag bijwerken.", "source": "Een systeembeheerder in Oost-Vlaanderen"}),
            block("video", {"title": "Waarom een reservekopie testen?", "url": "https://video.example/reservekopie", "text": "Een praktijkverhaal in het Nederlands, met ondertitels.", "length": "6 min.", "picture": None}),
            block("tile", {"tile": "qrc.public_warnings"}),
            block("button", {"label": "Alle openbare waarschuwingen", "page": None, "url": "https://vlavirgem.example/waarschuwingen/"}),
        ],
    ))  # fmt: skip
    _put(section, AppPage(
        title="Wij zijn getroffen", slug="getroffen", url_name="qrc:cases",
        lead="De waarschuwingen die uw eigen software raken.",
    ))  # fmt: skip


def announce_event() -> None:
    """What comes stands on a page of its own, and the section says what more there is."""
    section = LandingPage.objects.filter(slug="veilig-werken").first()
    event = Event.objects.filter(title="NIS2 in een halfuur", is_demo=True).first()
    if section is None or event is None:
        return
    _put(section, EventPage(
        title="NIS2 in een halfuur: stel uw vragen vooraf", slug="nis2", event=event,
        lead="Een webinar over de middag. Wie zijn vraag vooraf stelt, krijgt ze beantwoord.",
        picture=draw("bogen", 19),
        body=[block("paragraph", "<p>Mail uw vraag aan de redactie, liefst met het artikel van de wet waarover ze gaat. De antwoorden komen na afloop in de bibliotheek.</p>")],
    ))  # fmt: skip
    section.body = [block("events", {"title": "Komende activiteiten", "count": 3, "kind": ""})]
    section.save_revision().publish()


def _in_review(home: Page, author: User) -> None:
    """A page of who may write and not publish: an editor has still to read it."""
    page = home.add_child(
        instance=StandardPage(
            title="Samenwerken met uw leverancier", slug="leverancier", live=False, owner=author,
            lead="Wat u vraagt als een leverancier een lek meldt.",
            body=[block("paragraph", "<p>Vraag naar de versie, naar de datum van de herstelling en naar wie u belt.</p>")],
        )
    )  # fmt: skip
    page.save_revision(user=author)
    workflow = page.get_workflow()
    if workflow is not None:
        workflow.start(page, author)
