"""Recorded catalogues, poll after poll, warn the contacts of exactly those who run what they name."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.services import add_item
from community.messaging.enums import AddressState
from community.messaging.models import Address
from community.organisations.enums import Kind, Role
from community.organisations.models import Organisation
from tests.acceptance import expected_csaf, expected_kev, job
from tests.acceptance.expected_portfolios import (
    Bestuur,
    ExpectedHits,
    csaf_pairs,
    csaf_step,
    kev_pairs,
    kev_step,
    spread,
)
from tests.acceptance.test_main_job_csaf import Recogniser, short_number, stages
from tests.people import GENT, government, make_member, make_user
from tests.standins.csaf import CsafProvider

pytestmark = pytest.mark.django_db(transaction=True)
AMONG = 5
NOBODYS = ("Multiple Products", "Utah, Vancouver, and Washington DC Now")
"""Names that nobody gives to what he runs: a list that is not told, and a name that CISA wrote short
and corrected later; we hear the long name in the short one, which no script without our rules can."""


def settle(shares: list[frozenset[tuple[str, str]]]) -> ExpectedHits:
    """A government for every share, with one contact who subscribed to nothing."""
    government(GENT)
    towns = Organisation.objects.active().filter(kind=Kind.MUNICIPALITY).order_by("kbo")
    made, named = [], {}
    for n, (town, runs) in enumerate(zip(towns[: len(shares)], shares, strict=True)):
        contact = make_user(f"ict{n:02}@stad.example", f"Contact {n}")
        make_member(contact, town, Role.ICT)
        phone = f"+3247300{n:04}"
        Address.objects.create(
            channel="sms", value=phone, user=contact, state=AddressState.CONFIRMED
        )
        for vendor, product in sorted(runs):
            # Two names of one product are one item.
            with suppress(ValidationError):
                item = add_item(organisation=town, actor=contact, name=product, vendor=vendor)
                named[item.pk] = (vendor, product)
        made.append(Bestuur(contact.email, phone, runs))
    job.deliver()
    linked = PortfolioItem.objects.exclude(solution=None).values_list("pk", "solution")
    known_as = {named[item]: solution for item, solution in linked}
    return ExpectedHits(made, known_as)


def test_kev_polls_warn_exactly_who_runs_it(real_data: Path, feeds, smtp, strict_twilio):
    paths = [
        each for each in sorted((real_data / "kev").glob("*.json")) if "truncated" not in each.name
    ]
    polls = [expected_kev.entries(each) for each in paths]
    touched = {
        pair
        for before, after in pairwise(polls)
        for cve, entry in after.items()
        if (old := before.get(cve)) != entry
        for pair in kev_pairs(entry) | (kev_pairs(old) if old else set())
        if pair[1] not in NOBODYS
    }
    expected = settle(spread(touched, AMONG))
    inbox = job.Inbox(smtp, strict_twilio)
    feeds.serve("/kev.json", paths[0].read_bytes())
    job.command(
        "qrc_source", "add", "--name", "KEV", "--kind", "kev", "--url", feeds.url("/kev.json")
    )
    assert job.poll("KEV")["status"] == "ok"
    job.deliver()
    assert (smtp.count, strict_twilio.count) == (0, 0)

    for path, before, after in zip(paths[1:], polls, polls[1:], strict=False):
        feeds.serve("/kev.json", path.read_bytes())
        job.poll("KEV")
        job.deliver()
        kev_step(expected, before, after)
        inbox.read()
        assert inbox.mails == expected.on("email"), path.name
        assert inbox.texts == expected.on("sms"), path.name

    kinds = {kind for _address, _cve, kind in inbox.mails}
    assert kinds == {"new", "escalated", "changed", "withdrawn"}
    one_share, everything, nothing = (expected.besturen[n].email for n in (0, AMONG, AMONG + 1))
    heard = {address for address, _cve, _kind in inbox.mails}
    assert (one_share in heard, everything in heard, nothing in heard) == (True, True, False)
    assert set(inbox.mails.values()) | set(inbox.texts.values()) == {1}
    job.check_ledger(smtp, strict_twilio, job.status())


def test_csaf_in_growing_revisions_warns_exactly_who_runs_it(
    real_data: Path, feeds, smtp, strict_twilio
):
    half, full, latest = stages(real_data / "csaf")
    touched = {pair for document in latest.values() for pair in csaf_pairs(document)}
    expected = settle(spread(touched, AMONG))
    inbox = job.Inbox(
        smtp, strict_twilio, short_number, Recogniser([*full.values(), *latest.values()])
    )
    provider = CsafProvider(feeds, "changes")
    provider.serve(half)
    job.command("qrc_source", "add", "--name", "CISA", "--kind", "csaf", "--url", provider.url)
    assert job.poll("CISA")["status"] == "ok"
    job.deliver()
    assert (smtp.count, strict_twilio.count) == (0, 0)

    for before, after in ((half, full), (full, latest)):
        provider.serve(after)
        job.poll("CISA")
        job.deliver()
        csaf_step(expected, before, after)
        inbox.read()
        assert inbox.mails == expected.on("email")
        assert inbox.texts == expected.on("sms")

    assert {kind for _address, _name, kind in inbox.mails} == {
        "new",
        "escalated",
        "changed",
        "withdrawn",
    }
    assert set(inbox.mails.values()) | set(inbox.texts.values()) == {1}
    assert inbox.texts
    job.check_ledger(smtp, strict_twilio, job.status())
    assert expected_csaf.number(latest["OT/white/2019/icsma-19-190-01.json"]) in {
        name for _address, name, kind in inbox.mails if kind == "withdrawn"
    }
