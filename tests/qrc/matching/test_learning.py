"""What advisories teach the vocabulary, and what waits at the desk."""

from __future__ import annotations

import pytest

from catalogue.solutions.enums import IdentifierKind
from catalogue.solutions.models import Identifier, UnknownName
from catalogue.solutions.services import add_identifier
from community.activity.services import pay_owed
from qrc.alerts.services import raise_alert
from tests.factories import catalogue, portfolio
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db

CPE = "cpe:2.3:a:poortwacht:vpn_gateway:*:*:*:*:*:*:*:*"


def tell(**product: str) -> None:
    source = make.source(name="CERT Proef", kind="csaf")
    advisory = make.advisory(source=source, title="Lek", products=[product])
    raise_alert(revision_id=make.revision(advisory).pk)


def waiting() -> list[tuple[str, str, str, int]]:
    rows = UnknownName.objects.order_by("product")
    return list(rows.values_list("vendor", "product", "seen_in", "times"))


def test_name_that_nobody_knows_waits_at_the_desk():
    tell(vendor="Nergens NV", product="Niemandsland 3")

    assert waiting() == [("Nergens NV", "Niemandsland 3", "CERT Proef", 1)]


def test_name_that_says_nothing_waits_nowhere():
    tell(vendor="Nergens NV", product="Multiple Products")

    assert waiting() == []


def test_known_name_waits_nowhere(gent):
    portfolio.known(gent)

    tell(vendor="PoortWacht", product="PoortWacht VPN")

    assert waiting() == []


def test_name_beside_a_known_cpe_is_learnt_with_its_origin(gent):
    solution = catalogue.solution("Toegangspoort", "PoortWacht")
    catalogue.identifier(solution, IdentifierKind.CPE, CPE)

    tell(vendor="PoortWacht BV", product="SecureGate Ultra", cpe=CPE)

    learnt = Identifier.objects.get(origin="geleerd")
    assert (learnt.solution, learnt.learnt_from) == (solution, "CERT Proef")
    assert (learnt.vendor_key, learnt.product_key) == ("poortwacht", "securegate ultra")
    assert waiting() == []


def test_learnt_name_finds_the_portfolio_next_time(gent, alice):
    solution = catalogue.solution("Toegangspoort", "PoortWacht")
    catalogue.identifier(solution, IdentifierKind.CPE, CPE)
    portfolio.item(gent, solution)
    tell(vendor="PoortWacht BV", product="SecureGate Ultra", cpe=CPE)

    source = make.source(kind="csaf")
    product = {"vendor": "PoortWacht BV", "product": "SecureGate Ultra"}
    second = make.advisory(source=source, title="Nog een lek", products=[product])
    raise_alert(revision_id=make.revision(second).pk)

    assert second.hits.get().said == "PoortWacht BV SecureGate Ultra"


def test_name_given_by_an_editor_links_what_members_named_themselves(gent, aalst):
    own = portfolio.item(gent, name="SecureGate Ultra")
    solution = catalogue.solution("Toegangspoort", "PoortWacht")

    add_identifier(solution=solution, kind=IdentifierKind.ALIAS, value="SecureGate Ultra", by=None)
    pay_owed()

    own.refresh_from_db()
    assert own.solution == solution
