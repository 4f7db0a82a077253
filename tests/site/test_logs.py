"""What a process writes: one readable line, or one object, per event."""

from __future__ import annotations

import json

from tests.site.processes import ended, script

TALK = """
    import logging.config, sys
    import structlog
    from vlavirgem import logs
    logging.config.dictConfig(logs.configuration(sys.argv[1]))
    logs.configure_structlog()
    structlog.get_logger("qrc.feeds").warning("source failed", name="KEV", failures=3)
    structlog.get_logger("qrc.feeds").debug("unsaid")
    logging.getLogger("httpx").info("unsaid")
    try:
        raise PermissionError("nee")
    except PermissionError:
        refused = {"status_code": 403}
        logging.getLogger("django.request").warning("Forbidden: %s", "/cms/", exc_info=True, extra=refused)
        logging.getLogger("django.request").error("Broken: %s", "/", exc_info=True, extra={"status_code": 500})
    for path in ("/static/css/house.css", "/health/live", "/overzicht/"):
        logging.getLogger("uvicorn.access").info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:1", "GET", path, "1.1", 200)
"""


def said(style: str) -> list[str]:
    code, text = ended(script(TALK, style))
    assert code == 0, text
    return text.splitlines()


def test_lines_for_people_without_colours_and_with_a_trace_only_for_accidents():
    lines = said("text")

    first = lines[0].split(maxsplit=1)
    assert len(first[0]) == len("22:41:07")
    assert first[1] == "[warning] source failed [qrc.feeds] failures=3 name=KEV"
    assert lines[1].endswith("[warning] Forbidden: /cms/ [django.request]")
    assert lines[2].endswith("[error] Broken: / [django.request]")
    assert [line for line in lines if line.startswith("Traceback")] == [lines[3]]
    assert lines[-1].endswith('"GET /overzicht/ HTTP/1.1" 200 [uvicorn.access]')
    assert not any("unsaid" in line or "house.css" in line or "/health" in line for line in lines)


def test_objects_for_machines():
    events = [json.loads(line) for line in said("json")]

    assert [event["event"] for event in events[:3]] == [
        "source failed",
        "Forbidden: /cms/",
        "Broken: /",
    ]
    assert events[0].items() >= {
        "logger": "qrc.feeds", "level": "warning", "name": "KEV", "failures": 3,
    }.items()  # fmt: skip
    assert events[0]["timestamp"].endswith("Z")
    assert "exception" not in events[1]
    assert "PermissionError: nee" in events[2]["exception"]
    assert len(events) == 4


WHO = """
    import logging.config, sys
    import structlog
    from vlavirgem import logs
    logging.config.dictConfig(logs.configuration(sys.argv[1]))
    logs.configure_structlog()
    log = structlog.get_logger("community.mail_in")
    log.warning("kim.peeters+post@gent.example", to="+32470123456", of=["An@Gent.example"])
    try:
        raise ValueError("Key (email)=(kim@gent.example) already exists.")
    except ValueError:
        log.exception("failed", release="1.2.3", key="card@3")
    logging.getLogger("uvicorn.access").info(
        '%s - "%s %s HTTP/%s" %d', "127.0.0.1:1", "GET", "/leden/?q=kim%40gent.example&n=%2B32470123456", "1.1", 200)
"""


def test_no_line_names_an_address_or_a_phone():
    for style in ("text", "json"):
        code, text = ended(script(WHO, style))
        assert code == 0, text
        assert "gent.example" not in text.lower()
        assert "470123456" not in text
        assert text.count("<adres>") == 4
        assert text.count("<nummer>") == 2
        # What only looks like it stays.
        assert "card@3" in text
        assert "1.2.3" in text
