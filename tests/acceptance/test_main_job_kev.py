"""A real catalogue, poll after poll, becomes warnings on exactly the right phones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance import expected_kev, job
from tests.acceptance.readers import Expected, readers

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ("Microsoft", "Apple", "Fortinet", "Ivanti", "VMware", "Cisco", "Google", "SonicWall",
         "Linux", "Citrix", "windows", "Chromium V8", "Broadcom", "SAP", "Oracle")  # fmt: skip


def test_recorded_polls_warn_exactly_whom_they_touch(real_data: Path, feeds, smtp, strict_twilio):
    polls = sorted((real_data / "kev").glob("*.json"))
    assert len(polls) == 9
    expected, inbox = Expected(readers(20, WORDS, 15)), job.Inbox(smtp, strict_twilio)
    assert len(expected.readers) == 50
    feeds.serve("/kev.json", polls[0].read_bytes())
    job.command(
        "qrc_source", "add", "--name", "KEV", "--kind", "kev", "--url", feeds.url("/kev.json")
    )
    for reader in expected.readers:
        job.add(reader)
    before, good = expected_kev.entries(polls[0]), polls[0]

    first = job.poll("KEV")
    job.deliver()
    assert (first["status"], first["new"], first["exit"]) == ("ok", len(before), 0)
    assert (smtp.count, strict_twilio.count) == (0, 0)

    totals = dict.fromkeys(("new", "escalated", "changed", "withdrawn"), 0)
    for path in polls[1:]:
        feeds.serve("/kev.json", path.read_bytes())
        result = job.poll("KEV")
        job.deliver()
        if "truncated" in path.name:
            assert (result["status"], result["exit"]) == ("failed", 1)
            assert result["error"]
            assert job.status()["sources"] == {"total": 1, "failing": 1}
            counts = dict.fromkeys(totals, 0)
        else:
            after = expected_kev.entries(path)
            counts = expected_kev.step(expected, before, after)
            same = path.read_bytes() == good.read_bytes()
            assert (result["status"], result["exit"]) == ("not_modified" if same else "ok", 0)
            before, good = after, path
        assert job.counted(result) == counts, path.name
        totals = {kind: n + counts[kind] for kind, n in totals.items()}
        inbox.read()
        assert inbox.mails == expected.on("email"), path.name
        assert inbox.texts == expected.on("sms"), path.name

    assert totals["withdrawn"] == 1
    assert min(totals.values()) > 0
    got = {
        address for address, cve, kind in expected.heard if (cve, kind) == ("CVE-2025-4664", "new")
    }
    told = {address for address, _cve, kind in inbox.mails + inbox.texts if kind == "withdrawn"}
    assert told == got
    assert 0 < len(told) < 100
    assert all(any(a == r.email for a, _c, _k in inbox.mails) for r in expected.readers)
    assert strict_twilio.faults == []
    job.check_ledger(smtp, strict_twilio, job.status())
    job.check_mails(smtp)

    assert job.poll("KEV")["status"] == "not_modified"
    job.deliver()
    job.check_ledger(smtp, strict_twilio, job.status())
    print(f"\n{totals}: {smtp.count} mails, {strict_twilio.count} sms, each exactly once")
