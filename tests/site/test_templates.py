from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import get_template
from django.test import Client, RequestFactory, override_settings
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import translation
from vlavirgem import navigation, preferences, styleguide
from vlavirgem.context import House

from community.accounts.models import User
from community.organisations.models import JoinRequest, Organisation

SITE = Path(__file__).resolve().parents[2] / "site/vlavirgem"
CSS = SITE / "static/css"
ERRORS = ("400", "403", "403_csrf", "404", "429", "500")


def text(name: str, **context: object) -> str:
    html = get_template(name).render(context)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def request_of(user: Any, organisation: Organisation | None = None, path: str = "/") -> Any:
    request: Any = RequestFactory().get(path)
    request.user, request.organisation = user, organisation
    return request


def labels(request: Any) -> list[str]:
    return [str(link.label) for group in navigation.menu_for(request) for link in group.links]


# ── Error pages ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", ERRORS)
def test_error_page_without_context_tells_what_is_safe_and_what_to_do(code: str):
    said = text(f"{code}.html")

    assert f"Fout {code[:3]}" in said
    parts = [said.index(part) for part in ("Wat er gebeurde", "Wat veilig is", "Wat u nu doet")]
    assert parts == sorted(parts)


def test_too_many_tries_says_how_long_to_wait():
    assert "Wacht 1 seconde en" in text("429.html", retry_after=1)
    assert "Wacht 40 seconden en" in text("429.html", retry_after=40)
    assert "Wacht een paar minuten" in text("429.html")


@pytest.mark.django_db
def test_unknown_address_gives_the_helping_page(client: Client):
    reply = client.get("/bestaat-echt-niet/")

    assert reply.status_code == 404
    assert "Deze pagina bestaat niet" in reply.content.decode()


# ── The menu ────────────────────────────────────────────────────────────────────────────


def test_menu_has_no_dead_entries():
    assert navigation.dead_entries() == []


@pytest.mark.django_db
def test_menu_of_a_member_has_nothing_of_the_platform(alice: User, gent: Organisation):
    assert labels(request_of(alice, gent)) == [
        "Mijn overzicht", "Waarschuwingen", "Mijn meldingen", "Cijfers", "Wat ons raakt",
        "Mijn portfolio", "Waarschuwingscontacten", "Onze oefeningen", "Mijn abonnement",
        "Wie wat leert", "Bestuur en leden", "Forum", "Berichten", "Groepen", "Leden", "Experts",
        "Hulpvragen", "Diensten", "Prestaties", "Bestandsbibliotheek", "Leren", "Agenda", "Oplossingen",
    ]  # fmt: skip


@pytest.mark.django_db
def test_menu_of_a_qrc_editor_adds_sources_and_ledger(qrc_editor: User):
    assert labels(request_of(qrc_editor))[-7:] == [
        "Nazicht", "Opvolgbord", "Oefeningen", "Bronnen", "Gezondheid", "Verzendregister",
        "Inhoud beheren",
    ]  # fmt: skip


@pytest.mark.django_db
def test_menu_of_the_helpdesk_adds_its_rooms(helpdesk: User):
    assert labels(request_of(helpdesk))[-4:] == [
        "Helpdesk", "Onbereikbare besturen", "Indicatoren", "Inhoud beheren",
    ]  # fmt: skip


@pytest.mark.django_db
def test_menu_lights_up_the_list_of_a_detail_page(alice: User, gent: Organisation):
    path = reverse("qrc:advisory-list") + "17/"
    groups = navigation.menu_for(request_of(alice, gent, path))
    current = [str(link.label) for group in groups for link in group.links if link.is_current]

    assert current == ["Waarschuwingen"]


@pytest.mark.django_db
def test_menu_counts_open_requests_for_the_administrator_alone(
    alice: User, bob: User, charlie: User, gent: Organisation
):
    JoinRequest.objects.create(user=charlie, organisation=gent, roles=["medewerker"])

    def badge(user: User) -> int:
        found = navigation.menu_for(request_of(user, gent))
        return sum(link.badge for group in found for link in group.links)

    assert (badge(alice), badge(bob)) == (1, 0)


def test_house_of_a_visitor_asks_nothing():
    house = House(request_of(AnonymousUser()))

    assert (house.navigation, house.bell_count, house.memberships) == ((), 0, [])


@pytest.mark.django_db
def test_house_says_example_data_for_demo_organisations(alice: User, gent: Organisation):
    assert House(request_of(alice, gent)).is_demo is False
    gent.is_demo = True
    assert House(request_of(alice, gent)).is_demo is True


# ── Public pages and preferences ────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("site:accessibility", "Toegankelijkheidsverklaring"),
        ("site:privacy", "Privacy en cookies"),
        ("site:colophon", "Colofon"),
    ],
)
def test_legal_pages_are_open_to_all(client: Client, name: str, title: str):
    reply = client.get(reverse(name))

    assert (reply.status_code, f"<h1>{title}</h1>" in reply.content.decode()) == (200, True)


@pytest.mark.django_db
def test_theme_is_kept_and_rendered_on_the_next_page(client: Client):
    reply = client.post(reverse("site:theme"), {"theme": "dark", "next": reverse("site:privacy")})

    assert reply.headers["Location"] == reverse("site:privacy")
    assert 'data-theme="dark"' in client.get(reverse("site:privacy")).content.decode()


@pytest.mark.django_db
def test_theme_of_the_device_takes_the_cookie_away(client: Client):
    client.cookies[preferences.THEME_COOKIE] = "dark"
    client.post(reverse("site:theme"), {"theme": ""})

    assert client.cookies[preferences.THEME_COOKIE].value == ""
    assert "data-theme" not in client.get(reverse("site:privacy")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example", "x:y"])
def test_theme_never_sends_one_elsewhere(client: Client, elsewhere: str):
    reply = client.post(reverse("site:theme"), {"theme": "dark", "next": elsewhere})

    assert reply.headers["Location"] == "/"


def test_theme_unknown_in_the_cookie_is_not_rendered():
    request = request_of(AnonymousUser())
    request.COOKIES[preferences.THEME_COOKIE] = 'dark" onload="x'

    assert House(request).theme == ""


@pytest.mark.django_db
def test_language_switch_is_open_to_visitors(client: Client):
    here = reverse("site:privacy")
    with translation.override("nl"):  # the middleware would leave English behind
        reply = client.post(reverse("site:set-language"), {"language": "en", "next": here})
        page = client.get(here).content.decode()

    assert reply.headers["Location"] == here
    assert '<html lang="en"' in page


# ── The style guide ─────────────────────────────────────────────────────────────────────


def test_style_guide_is_mounted_only_with_debug():
    with pytest.raises(NoReverseMatch):
        reverse("site:styleguide")
    with pytest.raises(Http404):
        resolve("/styleguide/", urlconf="vlavirgem.site_urls")


@pytest.mark.django_db
@override_settings(DEBUG=True)
def test_style_guide_shows_every_section():
    page = styleguide.styleguide(request_of(AnonymousUser())).content.decode()

    for key, label, _template in styleguide.SECTIONS:
        assert f'id="{key}-titel">{label}</h2>' in page


# ── Mail ────────────────────────────────────────────────────────────────────────────────


def test_mail_and_its_text_twin_carry_the_same_ways_out():
    facts = {
        "severity": "critical",
        "action_url": "https://site.example/w/3/",
        "action_label": "Wij pakken dit op",
        "unsubscribe_url": "https://site.example/stop/",
        "preferences_url": "https://site.example/instellen/",
    }
    html, plain = (get_template(f"base_email.{kind}").render(facts) for kind in ("html", "txt"))

    for address in ("action_url", "unsubscribe_url", "preferences_url"):
        assert f'href="{facts[address]}"' in html
        assert facts[address] in plain
    assert "▲ Kritiek" in html
    assert plain.startswith("[Kritiek]")


def test_mail_needs_nothing_from_elsewhere():
    html = get_template("base_email.html").render({})

    assert re.findall(r"<img|@import|url\(|<link|<script", html) == []


# ── The style sheets and scripts ────────────────────────────────────────────────────────


def test_every_style_sheet_is_in_the_house_and_small():
    imported = re.findall(r'@import url\("([^"]+)"\)', (CSS / "house.css").read_text())
    present = {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} - {"house.css"}
    long = [p.name for p in CSS.rglob("*.css") if len(p.read_text().splitlines()) > 250]

    assert set(imported) == present
    assert long == []


def test_every_controller_named_has_its_module():
    modules = {path.stem for path in (SITE / "static/js/controllers").glob("*.js")}
    named = set()
    root = SITE.parents[1]
    floors = ("community", "catalogue", "qrc", "content", "site/vlavirgem")
    for path in (each for floor in floors for each in (root / floor).rglob("*.html")):
        for value in re.findall(r'data-controller="([^"]+)"', path.read_text()):
            named |= set(value.split())

    assert named | {"relative-time"} == modules


def _colours() -> dict[str, tuple[str, str]]:
    found = re.findall(
        r"--([\w-]+): light-dark\((#\w+), (#\w+)\);", (CSS / "tokens.css").read_text()
    )
    return {name: (light, dark) for name, light, dark in found}


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.1 defines it, from 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


GROUNDS = ("paper", "card", "sunk", "raised", "line-2")
TEXT_ON = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "blue", "crit") for ground in GROUNDS),
    *((tone, f"{tone}-2") for tone in ("crit", "high", "med", "low", "blue")),
    *(("ink", f"{tone}-2") for tone in ("crit", "med", "low", "blue", "sun")),
    ("on-blue", "blue"), ("on-blue", "blue-strong"), ("on-crit", "crit"), ("on-crit", "crit-strong"),
]  # fmt: skip


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_text_is_readable_on_its_ground(mode: int):
    colours = _colours()
    ratios = {pair: _contrast(*(colours[name][mode] for name in pair)) for pair in TEXT_ON}

    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_edges_of_controls_stand_out(mode: int):
    colours = _colours()
    edges = {
        ground: _contrast(colours["edge"][mode], colours[ground][mode]) for ground in GROUNDS[:2]
    }

    assert {ground: round(ratio, 2) for ground, ratio in edges.items() if ratio < 3} == {}
