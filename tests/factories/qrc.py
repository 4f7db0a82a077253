from __future__ import annotations

from itertools import count
from typing import Any

from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.drills.models import Drill
from qrc.drills.running import run
from qrc.drills.services import approve_drill, plan_drill
from qrc.feeds.models import Source
from qrc.subscriptions.models import Subscriber
from qrc.subscriptions.services import subscribe, subscriber_for_address

numbers = count(1)


def source(**fields: Any) -> Source:
    n = next(numbers)
    return Source.objects.create(
        **{"name": f"Bron {n}", "url": f"http://127.0.0.1/{n}", "kind": "kev"} | fields
    )


def advisory(**fields: Any) -> Advisory:
    fields.setdefault("source", None)
    if fields["source"] is None:
        fields["source"] = source()
    plain = {
        "identity": f"CVE-2026-{next(numbers):05}",
        "title": "PoortWacht-VPN: overname zonder wachtwoord",
        "severity": "high",
        "products": [{"vendor": "PoortWacht", "product": "PoortWacht VPN"}],
        "content_hash": "0" * 64,
    }
    return Advisory.objects.create(**plain | fields)


def revision(of: Advisory | None = None, **fields: Any) -> AdvisoryRevision:
    of = of or advisory()
    number = fields.pop("number", of.revisions.count() + 1)
    Advisory.objects.filter(pk=of.pk).update(number=number)
    of.number = number
    plain = {"kind": "new" if number == 1 else "changed", "severity": of.severity, "content": {}}
    return AdvisoryRevision.objects.create(advisory=of, number=number, **plain | fields)


def subscriber(email: str = "", phone: str = "", **wish: Any) -> Subscriber:
    """A reachable subscriber with one subscription."""
    email = email or f"abonnee{next(numbers)}@stad.example"
    found = subscriber_for_address(email=email, phone=phone, verified=True)
    subscribe(subscriber=found, **wish)
    return found


def drill(*besturen: Any, actor: Any, **fields: Any) -> Drill:
    """A drill that began just now for these besturen, approved by one editor."""
    plain = {"title": "Herfstoefening", "text": "Bevestig.", "channels": ["email", "sms", "web"]}
    made = plan_drill(
        author=actor, scope="besturen", organisations=besturen, **plain | fields
    )  # fmt: skip
    approve_drill(drill=made, actor=actor)
    run()
    return Drill.objects.get(pk=made.pk)
