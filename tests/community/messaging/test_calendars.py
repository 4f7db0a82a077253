"""A calendar beside the words of a mail: its part, its marks, and mails without one as they were."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default as modern

from community.messaging.bodies import mail_bytes
from community.messaging.jobs import Job
from community.messaging.models import Body
from community.notifications import EVENT_PLACE

OBJECT = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nSUMMARY:Café\n[[attendee]]\nEND:VCALENDAR\n"
LINE = "ATTENDEE;CN=An:mailto:an@gent.example"


def mail(calendars: list[list[str]], **parts: str):
    body = Body(subject="Ja", text="Tot dan.", html="<p>Tot dan.</p>", calendars=calendars)
    job = Job(
        id=1, key="k", kind=EVENT_PLACE.key, recipient="user:1", address_id=None,
        address="an@gent.example", secret="", user_id=1, language="nl", parts=parts, reply_to="",
        attempts=1, priority=3, is_demo=False, body=body,
    )  # fmt: skip
    return message_from_bytes(mail_bytes(job), policy=modern)


def test_calendars_stand_beside_the_words():
    found = mail([["a.ics", "REQUEST", OBJECT], ["b.ics", "CANCEL", OBJECT]], attendee=LINE)
    assert [each.get_content_type() for each in found.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
        "text/calendar",
    ]  # fmt: skip
    assert found.get_body(("plain",)).get_content().strip() == "Tot dan."
    one, two = found.iter_attachments()
    assert (one.get_param("method"), two.get_param("method")) == ("REQUEST", "CANCEL")
    assert (one.get_filename(), two.get_filename()) == ("a.ics", "b.ics")
    assert one.get_content().replace("\r\n", "\n").rstrip() == (
        f"BEGIN:VCALENDAR\nMETHOD:REQUEST\nSUMMARY:Café\n{LINE}\nEND:VCALENDAR"
    )


def test_lines_end_as_a_calendar_wants():
    part = next(mail([["a.ics", "REQUEST", OBJECT]], attendee=LINE).iter_attachments())
    raw = part.get_payload(decode=True)
    assert raw.count(b"\n") == raw.count(b"\r\n") == 5


def test_a_mail_without_one_has_the_two_forms_alone():
    assert [each.get_content_type() for each in mail([]).walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
