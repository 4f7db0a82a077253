"""The main job as its operator does it: only commands, and what arrives outside."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.management import CommandError, call_command

from tests.acceptance.readers import Heard, Reader
from tests.standins.smtp_sink import Accepted, SmtpSink
from tests.standins.twilio import TwilioStandIn

REFERENCE = re.compile(r"^(.+?)/(.+)#(\d+) (new|escalated|changed|withdrawn)$")
CVE = re.compile(r"CVE-\d{4}-\d{4,}")
KINDS = {"INGETROKKEN": "withdrawn", "ERNSTIGER": "escalated", "GEWIJZIGD": "changed"}


def command(name: str, *args: str) -> str:
    out = io.StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


def add(reader: Reader) -> None:
    command(
        "qrc_subscriber", "add", "--email", reader.email, "--phone", reader.phone,
        "--min-severity", reader.minimum, "--words", reader.word, "--verified",
    )  # fmt: skip


def poll(name: str) -> dict[str, Any]:
    """One poll as `qrc_poll --json` tells it, with its exit code."""
    out, code = io.StringIO(), 0
    try:
        call_command("qrc_poll", "--source", name, "--json", stdout=out)
    except CommandError as error:
        code = error.returncode
    (result,) = json.loads(out.getvalue())
    return result | {"exit": code}


def counted(result: dict[str, Any]) -> dict[str, int]:
    return {kind: result[kind] for kind in ("new", "escalated", "changed", "withdrawn")}


def deliver() -> None:
    command("qrc_deliver", "--until-empty")


def status() -> dict[str, Any]:
    return json.loads(command("qrc_status", "--json"))  # type: ignore[no-any-return]


def reference(mail: Accepted) -> tuple[str, str]:
    """(identity, kind) as the mail's own header says them."""
    match = REFERENCE.match(mail.header("X-VlaVirGem-Reference"))
    assert match, mail.data[:500]
    return match[2], match[4]


def cve_in(text: str) -> str:
    found = CVE.search(text)
    assert found, text
    return found[0]


class Inbox:
    """What arrived so far on both channels, each message parsed once.

    `of_mail` makes of a mail's reference, `of_text` of an SMS the name a test knows it by.
    """

    def __init__(
        self, smtp: SmtpSink, twilio: TwilioStandIn,
        of_mail: Callable[[str], str] = str, of_text: Callable[[str], str] = cve_in,
    ) -> None:  # fmt: skip
        self.smtp, self.twilio = smtp, twilio
        self.of_mail, self.of_text = of_mail, of_text
        self.mails: Heard = Counter()
        self.texts: Heard = Counter()
        self._read = [0, 0]

    def read(self) -> None:
        for each in self.smtp.accepted[self._read[0] :]:
            identity, kind = reference(each)
            (to,) = each.to
            self.mails[to, self.of_mail(identity), kind] += 1
        for message in self.twilio.messages[self._read[1] :]:
            body = message["body"]
            assert body.startswith("QRC: ")
            self.texts[message["to"], self.of_text(body), KINDS.get(body.split()[1], "new")] += 1
        self._read = [len(self.smtp.accepted), len(self.twilio.messages)]


def check_ledger(smtp: SmtpSink, twilio: TwilioStandIn, now: dict[str, Any]) -> None:
    """What the house says it sent is what the world counted, and nothing else is under way."""
    for channel, count in (("email", smtp.count), ("sms", twilio.count)):
        assert {state: n for state, n in now["deliveries"][channel].items() if n} == {"sent": count}
    assert now["oldest_waiting_seconds"] == 0


def check_mails(smtp: SmtpSink) -> None:
    """Headers, both bodies, and threads: what follows on a warning answers its first mail."""
    ids = [each.message_id for each in smtp.accepted]
    assert len(set(ids)) == len(ids)
    first: dict[tuple[str, str], str] = {}
    one_of_each: dict[str, Accepted] = {}
    for each in smtp.accepted:
        identity, kind = reference(each)
        assert each.header("In-Reply-To") == first.get((each.to[0], identity), "")
        assert each.header("References") == each.header("In-Reply-To")
        first.setdefault((each.to[0], identity), each.message_id)
        one_of_each[kind] = each
    for each in one_of_each.values():
        _check_parts(each)


def _check_parts(each: Accepted) -> None:
    mail = each.mail
    assert mail["To"] == each.to[0]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"]
    assert mail["Date"].datetime.tzinfo is not None
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = mail["List-Unsubscribe"].strip("<>")
    assert stop.startswith("http")
    for subtype in ("plain", "html"):
        body = mail.get_body((subtype,))
        assert body is not None
        assert stop in body.get_content().replace("&amp;", "&")
        assert "[[" not in body.get_content()
