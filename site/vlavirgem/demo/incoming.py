from __future__ import annotations

from community.mail_in.services import handle, receive

LETTERS = (
    (
        "", "noreply@vlavirgem.example", "failure notice",
        ("Hi. This is the mail server of oude-post.example.\nWe could not deliver your message "
        "to <dienst@oude-post.example>."),
    ),
    (
        "jan@softwarehuis.example", "noreply@vlavirgem.example", "Vraag over onze inschrijving",
        "Dag,\n\nStaat ons product al in de catalogus? Ik vind het niet terug.\n\nGroeten, Jan",
    ),
)  # fmt: skip
"""(envelope's sender, recipient, subject, text) of mails that ask for a person."""


def receive_mail() -> None:
    for sender, recipient, subject, text in LETTERS:
        head = f"From: {sender or 'MAILER-DAEMON@oude-post.example'}\nTo: {recipient}\nSubject: {subject}\n"
        raw = f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".replace("\n", "\r\n")
        handle(pk=receive(raw=raw.encode(), recipient=recipient, sender=sender).pk)
