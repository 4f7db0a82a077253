"""A hand-made feed, as careless as real ones, becomes each warning exactly once."""

from __future__ import annotations

import pytest

from tests.acceptance import expected_feed, handmade, job
from tests.acceptance.readers import Expected, readers

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ("Fortinet", "exchange", "Zaakpad", "PoortWacht VPN", "Poort", "Cisco")


@pytest.mark.parametrize(
    ("write", "kind", "policy"),
    [
        (handmade.as_rss, "rss", "guid"),
        (handmade.as_rss, "rss", "advisory-id"),
        (handmade.as_atom, "atom", "guid"),
    ],
)
def test_careless_feed_warns_once_and_whom_it_touches(write, kind, policy, feeds, smtp, twilio):
    polls = handmade.polls(write)
    cve_of, feed = expected_feed.names(polls), expected_feed.Feed()
    expected = Expected(readers(5, WORDS, 5))
    inbox = job.Inbox(smtp, twilio, lambda identity: cve_of.get(identity, identity))
    feeds.serve("/feed.xml", polls[0])
    job.command(
        "qrc_source", "add", "--name", "CERT", "--kind", kind, "--identity", policy,
        "--url", feeds.url("/feed.xml"),
    )  # fmt: skip
    for reader in expected.readers:
        job.add(reader)

    first = job.poll("CERT")
    job.deliver()
    expected_feed.step(expected, feed, polls[0], silent=True)
    assert (first["status"], first["new"], first["exit"]) == ("ok", 3, 0)
    assert (smtp.count, twilio.count) == (0, 0)

    seen = []
    for turn, body in enumerate(polls[1:], start=1):
        feeds.serve("/feed.xml", body)
        result = job.poll("CERT")
        job.deliver()
        if expected_feed.is_readable(body):
            kinds = expected_feed.step(expected, feed, body)
            same = body == polls[turn - 1]
            assert (result["status"], result["exit"]) == ("not_modified" if same else "ok", 0)
        else:
            kinds = dict.fromkeys(job.counted(result), 0)
            assert (result["status"], result["exit"]) == ("failed", 1)
            assert result["error"]
        assert job.counted(result) == {kind: kinds[kind] for kind in job.counted(result)}, turn
        seen.append({kind: n for kind, n in kinds.items() if n})
        inbox.read()
        assert inbox.mails == expected.on("email"), turn
        assert inbox.texts == expected.on("sms"), turn

    assert seen == [
        {"new": 2}, {"new": 1, "changed": 1}, {"new": 1}, {"escalated": 1, "changed": 1},
        {}, {}, {}, {}, {"new": 1, "withdrawn": 1}, {}, {"escalated": 1},
    ]  # fmt: skip
    told = {address for address, _cve, kind in inbox.mails if kind == "withdrawn"}
    assert told == {a for a, cve, k in inbox.mails if (cve, k) == ("CVE-2026-00004", "new")}
    job.check_ledger(smtp, twilio, job.status())
    job.check_mails(smtp)
    assert job.status()["advisories"] == 8
    print(f"\n{kind} by {policy}: {smtp.count} mails, {twilio.count} sms, each exactly once")
