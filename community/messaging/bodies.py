"""From words to bytes: a mail is encoded once per language, and only stamped per recipient."""

from __future__ import annotations

import binascii
import hashlib
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from email.errors import MessageError
from email.headerregistry import Address as MailAddress
from email.policy import SMTP
from email.utils import formatdate, parseaddr
from functools import lru_cache
from html import escape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from community.kit.text import gsm7
from community.messaging.enums import Channel
from community.messaging.jobs import Job
from community.messaging.kinds import kinds
from community.messaging.return_paths import HEADER as REFERENCE
from community.messaging.return_paths import reference
from community.messaging.stopping import unsubscribe_url
from community.messaging.values import REPLY_TO, Calendar, Content, Words

MARK = re.compile(r"\[\[([a-z_]+)\]\]")
SECTION = re.compile(r"\[\[([?!])([a-z_]+)\]\](.*?)\[\[/\2\]\]", re.DOTALL)
TWO = re.compile(r"\[(?=\[)")
SOFT = b"=\r\n"
ENCODED = b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
PLAIN_PART = b"\r\nContent-Type: text/plain; charset=utf-8\r\n" + ENCODED
CALENDAR_PART = (
    '\r\nContent-Type: text/calendar; charset=utf-8; method={method}; name="{name}"\r\n'
    'Content-Disposition: attachment; filename="{name}"\r\n'
)
HTML_PART = b"\r\nContent-Type: text/html; charset=utf-8\r\n" + ENCODED

Pieces = tuple[bytes | str, ...]
"""Finished bytes, with the names of marks (str) between them."""
Sections = tuple[tuple[str, Pieces], ...]
"""Pieces, each run with the condition it stands under: "" always, "?ack" and "!ack" see `Words`."""
Parts = Mapping[str, str]
Calendars = tuple[tuple[str, str, str], ...]
"""(file name, METHOD, text) of each."""
VERBATIM = frozenset({"message-id", "in-reply-to", "references", "list-id", "list-archive"})
"""Headers made of names for machines: they are only broken between two, never encoded."""
LINE = 78
# Of addresses that only need a look (RFC 5322 dot-atom); any other is parsed.
DOT_ATOM = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@[\w-]+(\.[\w-]+)*", re.ASCII
)


def render(
    template: str,
    context: Mapping[str, object],
    *,
    channels: tuple[str, ...],
    headers: Mapping[str, str] | None = None,
    url: str = "",
    languages: Iterable[str] | None = None,
    calendars: Sequence[Calendar] = (),
    stops: str = "",
) -> Content:
    """Words in every language, or only in these, from `<template>.subject.txt`, `.txt`, `.html` and `.sms.txt`.

    The bell and webhooks say `.web.txt` and `.web.subject.txt` when there are such, else what the mail says.
    """
    content: dict[tuple[str, str], Words] = {}
    for language in languages or [code for code, _name in settings.LANGUAGES]:
        with translation.override(language):
            for channel in channels:
                said = _words(template, context, channel, headers, url)
                if channel == Channel.EMAIL:
                    said = replace(said, calendars=calendars, stops=stops)
                content[channel, language] = said
    return content


def _words(
    template: str,
    context: Mapping[str, object],
    channel: str,
    headers: Mapping[str, str] | None,
    url: str,
) -> Words:
    everything = {**context, "url": url, "site_url": settings.SITE_URL}
    if channel == Channel.SMS:
        return Words(text=gsm7(_flat(render_to_string(f"{template}.sms.txt", everything))))
    stems = [template] if channel == Channel.EMAIL else [f"{template}.web", template]
    subject = _flat(render_to_string([f"{stem}.subject.txt" for stem in stems], everything))
    everything["subject"] = subject
    if channel != Channel.EMAIL:
        short = render_to_string([f"{template}.web.txt", f"{template}.txt"], everything)
        return Words(text=short.strip(), subject=subject, url=url)
    text = render_to_string(f"{template}.txt", everything).strip() + "\n"
    html = render_to_string(f"{template}.html", everything)
    return Words(text=text, subject=subject, html=html, url=url, headers=headers or {})


def unmarked(text: str) -> str:
    """Somebody else's text for a message, in which no mark or section of ours can stand."""
    return TWO.sub("[ ", text)


def _flat(text: str) -> str:
    return " ".join(text.split())


def message_id(delivery_key: str) -> str:
    """The Message-ID of a delivery, the same for ever: receivers drop our repeats by it."""
    return f"<{hashlib.sha256(delivery_key.encode()).hexdigest()[:32]}@{mail_domain()}>"


@lru_cache(maxsize=1)
def mail_domain() -> str:
    """The domain that our mails, and what they are called by, come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"


def stamped_text(job: Job) -> str:
    """The text of a message with this recipient's parts in it."""
    return _filled(job.body.text, job, str)


def stamped_html(job: Job) -> str:
    return _filled(job.body.html, job, in_html)


def in_html(part: str) -> str:
    """A recipient's own words in a page: nothing of them is markup, and their lines stay lines."""
    return escape(part).replace("\n", "<br>\n")


def _filled(text: str, job: Job, clean: Callable[[str], str]) -> str:
    return filled(text, _parts(job), clean)


def filled(text: str, parts: Parts, clean: Callable[[str], str] = str) -> str:
    """A text with these parts at its marks, and only the sections meant for who has them."""
    text = SECTION.sub(lambda part: part[3] if _holds(part[1] + part[2], parts) else "", text)
    return MARK.sub(lambda mark: clean(parts.get(mark[1], "")), text)


def _holds(condition: str, parts: Parts) -> bool:
    """Whether a section with this condition is for the recipient with these parts."""
    return not condition or (condition[0] == "?") == bool(parts.get(condition[1:]))


def _parts(job: Job) -> Parts:
    """By name what fills the marks; the link is signed once, wherever it stands."""
    return {**job.parts, "unsubscribe": _stop_url(job)}


def _stop_url(job: Job) -> str:
    stops = job.body.stops or kinds.get(job.kind).list_id
    if not stops or job.address_id is None:
        return settings.SITE_URL
    return unsubscribe_url(job.address_id, stops)


class Mail:
    """One body as bytes with gaps; `bytes_for` fills the gaps of one recipient."""

    def __init__(
        self,
        kind: str,
        subject: str,
        text: str,
        html: str,
        headers: tuple[tuple[str, str], ...],
        calendars: Calendars,
    ) -> None:
        digest = hashlib.sha256(f"{subject}\0{text}\0{html}".encode()).hexdigest()
        self.boundary = f"=_{digest[:24]}"
        # What goes with the words stands beside them, so they get an envelope of their own.
        self.outer = f"=_{digest[24:48]}" if calendars else ""
        self.head = self._head(kind, subject, headers)
        self.calendars = [
            (CALENDAR_PART.format(name=name, method=method).encode("ascii"), _sections(said))
            for name, method, said in calendars
        ]
        self.text = _sections(text)
        self.html = _sections(html)
        self.listed = bool(kinds.get(kind).list_id)
        self.is_named = "message-id" in _names(headers)

    def _head(self, kind: str, subject: str, headers: tuple[tuple[str, str], ...]) -> bytes:
        given = _names(headers)
        lines = [
            _header("From", settings.DEFAULT_FROM_EMAIL),
            _header("Subject", subject),
            *([] if "auto-submitted" in given else ["Auto-Submitted: auto-generated"]),
            f"X-VlaVirGem-Kind: {kind}",
            *(_header(name, value) for name, value in headers),
            "MIME-Version: 1.0",
            f'Content-Type: multipart/mixed; boundary="{self.outer}"'
            if self.outer
            else self._alternative(),
        ]
        list_id = kinds.get(kind).list_id
        if list_id and "list-id" not in given:
            lines.append(f"List-Id: <{list_id}.{mail_domain()}>")
        return "\r\n".join(lines).encode("ascii") + b"\r\n"

    def _alternative(self) -> str:
        return f'Content-Type: multipart/alternative; boundary="{self.boundary}"'

    def bytes_for(self, job: Job) -> bytes:
        edge, parts = self.boundary.encode(), _parts(job)
        before, after = self._beside(parts) if self.outer else (b"", b"")
        return b"".join(
            (
                self.head, self._own_head(job, parts), before, b"\r\n--", edge,
                PLAIN_PART,
                _fill(self.text, parts, str), b"\r\n--", edge,
                HTML_PART,
                _fill(self.html, parts, in_html), b"\r\n--", edge, b"--\r\n", after,
            )
        )  # fmt: skip

    def _beside(self, parts: Parts) -> tuple[bytes, bytes]:
        """What stands before and after the words of a mail that more goes with."""
        edge = b"\r\n--" + self.outer.encode()
        before = edge + b"\r\n" + self._alternative().encode("ascii") + b"\r\n"
        more = [edge + head + ENCODED + _fill(said, parts, str) for head, said in self.calendars]
        return before, b"".join((*more, edge, b"--\r\n"))

    def _own_head(self, job: Job, parts: Parts) -> bytes:
        lines = [
            f"To: {job.address}",
            f"Date: {_date(int(time.time()))}",
            *([] if self.is_named else [f"Message-ID: {message_id(job.key)}"]),
            f"{REFERENCE}: {reference(job.id)}",
        ]
        if job.reply_to:
            lines += [f"In-Reply-To: {job.reply_to}", f"References: {job.reply_to}"]
        answers = parts.get(REPLY_TO, "")
        if answers:
            lines.append(f"Reply-To: <{answers}>")
        if self.listed:
            lines += [f"List-Post: <mailto:{answers}>"] if answers else []
            lines += [
                f"List-Unsubscribe: <{parts['unsubscribe']}>",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            ]
        return "\r\n".join(lines).encode("utf-8") + b"\r\n"


@lru_cache(maxsize=2)
def _date(second: int) -> str:
    return formatdate(second, localtime=True)


def _names(headers: tuple[tuple[str, str], ...]) -> set[str]:
    return {name.lower() for name, _value in headers}


def _header(name: str, value: str) -> str:
    if name.lower() in VERBATIM:
        return _verbatim(name, value.split())
    header = SMTP.header_factory(name, " ".join(value.split()))
    return str(header.fold(policy=SMTP)).rstrip("\r\n")


def _verbatim(name: str, words: Sequence[str]) -> str:
    lines = [f"{name}:"]
    for word in words:
        room = len(lines[-1]) + 1 + len(word) <= LINE or lines[-1].endswith(":")
        lines[-1:] = [f"{lines[-1]} {word}"] if room else [lines[-1], f" {word}"]
    return "\r\n".join(lines)


@lru_cache(maxsize=64)
def _mail(
    kind: str,
    subject: str,
    text: str,
    html: str,
    headers: tuple[tuple[str, str], ...],
    calendars: Calendars,
) -> Mail:
    return Mail(kind, subject, text, html, headers, calendars)


def mail_bytes(job: Job) -> bytes:
    """The finished RFC 5322 message of one delivery, CRLF line ends, no dot-stuffing needed."""
    body = job.body
    headers = tuple(body.headers.items())
    calendars = tuple(tuple(each) for each in body.calendars)
    mail = _mail(job.kind, body.subject, body.text, body.html, headers, calendars)
    return mail.bytes_for(job)


def envelope_from() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def is_ascii_address(address: str) -> bool:
    if DOT_ATOM.fullmatch(address):
        return True
    try:
        MailAddress(addr_spec=address)
    except (ValueError, MessageError):
        return False
    return address.isascii()


def _sections(text: str) -> Sections:
    """The text cut at its sections: those for everyone, and those for some."""
    # The pattern has three groups, so the cut gives: plain, sign, name, inside, plain, …
    cut = SECTION.split(text.replace("\r\n", "\n"))
    found = [("", _pieces(cut[0]))]
    for sign, name, inside, plain in zip(cut[1::4], cut[2::4], cut[3::4], cut[4::4], strict=True):
        found += [(sign + name, _pieces(inside)), ("", _pieces(plain))]
    return tuple(found)


def _pieces(text: str) -> Pieces:
    """Quoted-printable parts split at the marks; soft breaks may stand anywhere in between."""
    parts = MARK.split(text)
    return tuple(part if index % 2 else _printable(part) + SOFT for index, part in enumerate(parts))


def _fill(sections: Sections, parts: Parts, clean: Callable[[str], str]) -> bytes:
    return b"".join(
        piece if isinstance(piece, bytes) else _printable(clean(parts.get(piece, ""))) + SOFT
        for condition, pieces in sections
        if _holds(condition, parts)
        for piece in pieces
    )


def _printable(text: str) -> bytes:
    """Quoted-printable with CRLF, and no line that starts with a dot."""
    encoded = binascii.b2a_qp(text.encode("utf-8"), istext=True).replace(b"\n", b"\r\n")
    if encoded.startswith(b"."):
        encoded = b"=2E" + encoded[1:]
    return encoded.replace(b"\r\n.", b"\r\n=2E")
