"""Reading JSON that strangers wrote."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from qrc.feeds.kinds.seam import Problem


def loaded(body: bytes) -> Any:
    """The value a body holds; Problem, with the place where it goes wrong, when it is no JSON."""
    try:
        return json.loads(body)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise _problem(_("ze gaat mis op regel %(line)s, teken %(column)s") % place) from error
    except UnicodeDecodeError as error:
        raise _problem(_("ze is geen UTF-8")) from error
    except RecursionError as error:
        raise _problem(_("ze is te diep genest")) from error
    except ValueError as error:
        raise _problem(_("er staat een getal in dat te lang is")) from error


def _problem(why: str) -> Problem:
    return Problem("malformed", _("Dit is geen geldige JSON: %(why)s.") % {"why": why})
