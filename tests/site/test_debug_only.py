"""What belongs on a developer's machine only does not exist on a real site (DEBUG off)."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from community.models import User
from qrc.models import Advisory

pytestmark = pytest.mark.django_db


def test_demo_data_are_refused(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG staat uit"):
        call_command("demo")

    assert (User.objects.count(), Advisory.objects.count()) == (0, 0)


def test_half_a_demo_is_no_demo(settings, monkeypatch, tmp_path):
    settings.DEBUG, settings.VAR_DIR = True, tmp_path

    def interrupted(*about: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vlavirgem.demo.warnings.set_clock", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("demo")

    assert (User.objects.count(), Advisory.objects.count()) == (0, 0)
    assert list(tmp_path.iterdir()) == []


def test_the_style_guide_is_not_there(alice, client_of):
    assert client_of(alice).get("/styleguide/").status_code == 404
