"""Suppliers and freelancers who offer services, and besturen that had work done."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.experts.models import Skill
from community.offers.models import ServiceInquiry, ServiceOffer
from community.offers.services import (
    answer_review,
    decide_offer,
    inquire,
    review,
    say_worked,
    submit_offer,
    write_offer,
)
from community.organisations.enums import Kind, Role
from community.organisations.models import Membership, Organisation
from vlavirgem.demo.people import Person, make_person

FREE, HOUSE = Kind.FREELANCER, Kind.SUPPLIER
HANDS = (
    ("wout@poortwacht.example", "Wout", "Lemmens", HOUSE, "PoortWacht"),
    ("ines@datavlinder.example", "Ines", "Mertens", HOUSE, "Datavlinder"),
    ("joris@zaakpad.example", "Joris", "Nijs", HOUSE, "Zaakpad"),
    ("hilde@hildeopdebeeck.example", "Hilde", "Op de Beeck", FREE, "Hilde Op de Beeck"),
    ("karel@klaretaal.example", "Karel", "Pauwels", FREE, "Klare Taal Pauwels"),
    ("lotte@geolotte.example", "Lotte", "Quintens", FREE, "Geolotte"),
    ("bram@brameninbraak.example", "Bram", "Segers", FREE, "Bram en Inbraak"),
)  # fmt: skip
# whose, title, one sentence, skills, provinces, how it is paid
CARDS = (
    ("gita@loketbalie.example", "Uw loket laten meten door inwoners", "Twintig inwoners proberen uw loket, u leest waar zij vastlopen.", ("ux", "toegankelijkheid", "loket"), (), "vaste prijs per meting"),
    ("gita@loketbalie.example", "Toegankelijkheidsverslag van uw website", "Een verslag volgens WCAG, met per fout hoe u ze mendt.", ("toegankelijkheid", "webbouw"), (), "vaste prijs per website"),
    ("wout@poortwacht.example", "Nazicht van uw firewallregels", "Wij lezen elke regel en zeggen welke weg mogen.", ("firewall", "segmentatie"), (), "per dag, na een gratis eerste gesprek"),
    ("wout@poortwacht.example", "Logboeken opvolgen, dag en nacht", "Wij kijken mee en bellen u als het brandt.", ("logbeheer", "incidentrespons"), (), "per maand, opzegbaar per kwartaal"),
    ("ines@datavlinder.example", "Dashboards voor het managementteam", "Cijfers uit uw eigen systemen, elke maandag bijgewerkt.", ("bi", "data", "etl"), (), "per project"),
    ("ines@datavlinder.example", "Open data publiceren", "Van lijst tot dataset die anderen hergebruiken.", ("open-data", "linked-data"), (), "per dataset"),
    ("joris@zaakpad.example", "Zaaktypes uitwerken met uw diensten", "Wij tekenen samen het proces en richten het zaaktype in.", ("zaaksysteem", "procesanalyse"), (), "per zaaktype"),
    ("joris@zaakpad.example", "Dossiers overzetten naar een nieuw systeem", "Met controle op elk stuk en een verslag voor de archivaris.", ("etl", "zaaksysteem", "archief"), (), "per project"),
    ("hilde@hildeopdebeeck.example", "DPO voor een of twee dagen per maand", "Een vast aanspreekpunt voor kleine besturen.", ("dpo", "avg", "verwerkingsregister"), ("Antwerpen", "Limburg"), "per dag"),
    ("hilde@hildeopdebeeck.example", "GEB begeleiden", "In drie gesprekken naar een effectbeoordeling die klopt.", ("geb", "avg"), (), "vaste prijs"),
    ("karel@klaretaal.example", "Brieven en formulieren herschrijven", "In klare taal, samen met wie ze verstuurt.", ("klare-taal", "communicatie"), (), "per brief of per dag"),
    ("lotte@geolotte.example", "QGIS voor beginners en gevorderden", "Een dag op uw eigen kaarten, bij u of online.", ("qgis", "gis", "opleiding-geven"), ("Oost-Vlaanderen", "West-Vlaanderen"), "per groep"),
    ("bram@brameninbraak.example", "Inbraaktest op uw website", "Ik zoek de gaten en leg uit hoe u ze dicht.", ("pentest", "kwetsbaarheden"), (), "vaste prijs per toepassing"),
    ("bram@brameninbraak.example", "Oefenen met valse mails", "Drie golven, met een korte les voor wie klikt.", ("phishing", "opleiding-geven"), (), "per medewerker"),
)  # fmt: skip
TEXT = (
    "Wij beginnen met een kort gesprek om te horen wat u nodig hebt. Daarna krijgt u een voorstel op "
    "één blad.\n\n- U weet vooraf wat het kost.\n- U krijgt een verslag dat u mag delen met andere besturen."
)
# by whom, which card, marks, words, the provider's answer
WORKED = (
    ("alice@gent.example", "Nazicht van uw firewallregels", (5, 4, 5), "Grondig en helder uitgelegd. Het verslag gebruiken wij nog elke week.", "Dank u, het was fijn samenwerken."),
    ("emre@mechelen.example", "Nazicht van uw firewallregels", (4, 3, 4), "Goed werk, al begon het twee weken later dan afgesproken.", "Dat klopt, wij kondigen dat voortaan vroeger aan."),
    ("charlie@aalst.example", "Oefenen met valse mails", (5, 5, 5), "Collega’s spreken er nog over, en melden nu wat zij niet vertrouwen.", ""),
    ("alice@gent.example", "QGIS voor beginners en gevorderden", (4, 5, 5), "Een dag op onze eigen kaarten: meteen bruikbaar.", ""),
)  # fmt: skip


def open_the_market(people: dict[str, User]) -> None:
    """Fourteen services of eight providers, one that waits, and what besturen said."""
    hands = {"gita@loketbalie.example": people["gita@loketbalie.example"]}
    for email, first, last, kind, name in HANDS:
        roles = (Role.ADMINISTRATOR, Role.SUPPLIER_EDITOR)
        hands[email] = make_person(
            Person(email, first, last, "Zaakvoerder", ((kind, name, roles),))
        )
    editor = people["redactie@vlavirgem.example"]
    cards = {row[1]: _offer(hands[row[0]], row, editor) for row in CARDS}
    # The last one to come has not been looked at yet.
    newcomer = make_person(
        Person("yara@yaraux.example", "Yara", "Tack", "Zaakvoerder", ((FREE, "Yara UX", (Role.ADMINISTRATOR,)),))
    )  # fmt: skip
    row = (
        "",
        "Formulieren testen met echte gebruikers",
        "Vijf gesprekken, een verslag, drie verbeteringen.",
        ("ux",),
        (),
        "per test",
    )
    _offer(newcomer, row, None)
    for email, title, marks, words, answer in WORKED:
        _work(people[email], cards[title], hands, marks, words, answer)
    _inquire(people["charlie@aalst.example"], cards["GEB begeleiden"])


def _offer(hand: User, row: tuple[Any, ...], editor: User | None) -> ServiceOffer:
    _email, title, summary, skills, regions, price = row
    made = write_offer(
        organisation=_work_of(hand), actor=hand, title=title, summary=summary, text=TEXT,
        regions=list(regions), languages=["nl"], price_form=price, is_demo=True,
        skills=list(Skill.objects.filter(key__in=skills)),
    )  # fmt: skip
    held = submit_offer(offer=made, actor=hand)
    return held if editor is None or held.is_published else decide_offer(offer=held, actor=editor)


def _inquire(asker: User, card: ServiceOffer) -> ServiceInquiry:
    return inquire(
        offer=card, organisation=_work_of(asker), asker=asker, token=uuid.uuid4(),
        text="Dit past bij wat wij zoeken. Wanneer kunt u langskomen?",
    )  # fmt: skip


def _work(
    asker: User,
    card: ServiceOffer,
    hands: dict[str, User],
    marks: tuple[int, ...],
    words: str,
    answer: str,
) -> None:
    made = _inquire(asker, card)
    end = timezone.localdate() - timedelta(days=20)
    say_worked(
        inquiry=made,
        actor=asker,
        began_on=end - timedelta(days=30),
        ended_on=end,
        is_reference=True,
    )
    hand = next(each for each in hands.values() if _work_of(each) == card.organisation)
    say_worked(inquiry=made, actor=hand)
    quality, timing, contact = marks
    said = review(
        inquiry=made, actor=asker, quality=quality, timing=timing, contact=contact, words=words
    )
    if answer:
        answer_review(review=said, actor=hand, answer=answer)


def _work_of(user: User) -> Organisation:
    mine = Membership.objects.current().filter(user=user).select_related("organisation")
    return mine.order_by("pk")[0].organisation
