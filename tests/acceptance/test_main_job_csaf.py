"""A CSAF provider with two folders that grows, and then revises six of its documents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qrc.feeds.models import Fetch, SourceDocument
from tests.acceptance import expected_csaf, job
from tests.acceptance.readers import Expected, readers
from tests.standins.csaf import HASHED, CsafProvider, Document, earlier, recorded, withdrawn

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ("Siemens", "Mitsubishi Electric", "Medtronic", "Wibu-Systems", "omron", "IBM", "Martem",
         "Adminer")  # fmt: skip


def retitled(old: str, new: str):
    def change(document: Document) -> None:
        title = document["document"]["title"]
        assert old in title
        document["document"]["title"] = title.replace(old, new)

    return change


def without_the_worst(document: Document) -> None:
    """The critical flaws were found later."""
    kept = [t for t in document["vulnerabilities"] if t["scores"][0]["cvss_v3"]["baseScore"] < 9]
    assert 0 < len(kept) < len(document["vulnerabilities"])
    document["vulnerabilities"] = kept


def in_fewer_words(document: Document) -> None:
    note = document["document"]["notes"][0]
    note["text"] = note["text"][: len(note["text"]) // 2]


# Path: how many revisions it had earlier, and what was different then.
REVISED: dict[str, Any] = {
    "IT/white/2024/va-24-254-02.json": (1, in_fewer_words),
    "OT/white/2017/icsa-17-187-03f.json": (6, retitled("(Update F)", "(Update E)")),
    "OT/white/2018/icsa-18-142-01.json": (2, without_the_worst),
    "OT/white/2019/icsma-19-190-01.json": (1, retitled(" (Update A)", "")),
    "OT/white/2020/icsa-20-161-04.json": (9, retitled("(Update J)", "(Update H)")),
    "OT/white/2020/icsa-20-203-01.json": (5, without_the_worst),
}
TAKEN_BACK = "OT/white/2019/icsma-19-190-01.json"


def stages(folder: Path) -> tuple[dict[str, Document], ...]:
    """Half of the documents, all of them, and all with six as later revisions."""
    latest = recorded(folder)
    full = latest | {path: earlier(latest[path], *how) for path, how in REVISED.items()}
    latest[TAKEN_BACK] = withdrawn(latest[TAKEN_BACK], "3", "2026-11-20T08:00:00.000000Z")
    return {path: full[path] for path in list(full)[::2]}, full, latest


def short_number(identity: str) -> str:
    return identity.rpartition(" ")[2]


class Recogniser:
    """Which document an SMS is about, by its title and first CVE."""

    def __init__(self, documents: list[Document]) -> None:
        self.marks = {
            (d["document"]["title"][:60], d["vulnerabilities"][0]["cve"]): expected_csaf.number(d)
            for d in documents
        }

    def __call__(self, text: str) -> str:
        found = {name for (title, cve), name in self.marks.items() if title in text and cve in text}
        assert len(found) == 1, (text, found)
        return found.pop()


WITHOUT = "Zonder controlegetal (sha256, sha512). Zonder handtekening."


@pytest.mark.parametrize("listing", ["changes", "index", "rolie", "whole"])
def test_a_provider_that_grows_and_revises(listing, real_data: Path, feeds, smtp, strict_twilio):
    half, full, latest = stages(real_data / "csaf")
    assert (len(half), len(full), len(latest)) == (26, 52, 52)
    expected = Expected(readers(6, WORDS, 10))
    inbox = job.Inbox(
        smtp, strict_twilio, short_number, Recogniser([*full.values(), *latest.values()])
    )
    provider = CsafProvider(feeds, listing)
    provider.serve(half)
    job.command("qrc_source", "add", "--name", "CISA", "--kind", "csaf", "--url", provider.url)
    for reader in expected.readers:
        job.add(reader)

    first = job.poll("CISA")
    job.deliver()
    assert (first["status"], first["error"], first["new"]) == ("ok", "", len(half))
    assert (smtp.count, strict_twilio.count) == (0, 0)
    # What a provider lacks is noted, and no error.
    assert Fetch.objects.get().note == WITHOUT
    notes = Counter(SourceDocument.objects.values_list("note", flat=True))
    hashed = sum(path.startswith(HASHED) for path in half) if listing == "rolie" else 0
    assert (notes["sha512"], notes["zonder controlegetal"]) == (hashed, len(half) - hashed)

    before = half
    for after in (full, latest):
        provider.serve(after)
        result = job.poll("CISA")
        job.deliver()
        kinds = expected_csaf.step(expected, before, after)
        before = after
        assert (result["status"], result["error"]) == ("ok", "")
        assert job.counted(result) == {kind: kinds[kind] for kind in job.counted(result)}
        inbox.read()
        assert inbox.mails == expected.on("email")
        assert inbox.texts == expected.on("sms")

    assert kinds == {"escalated": 2, "changed": 3, "withdrawn": 1}
    heard = {(name, kind) for _address, name, kind in inbox.mails}
    assert {("ICSMA-19-190-01", "new"), ("ICSMA-19-190-01", "withdrawn")} <= heard
    assert ("ICSA-18-142-01", "escalated") in heard
    assert strict_twilio.faults == []
    job.check_ledger(smtp, strict_twilio, job.status())
    job.check_mails(smtp)

    again = job.poll("CISA")
    job.deliver()
    assert set(job.counted(again).values()) == {0}
    job.check_ledger(smtp, strict_twilio, job.status())
    print(f"\n{dict(kinds)}: {smtp.count} mails, {strict_twilio.count} sms, each exactly once")
