from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils import translation

from community.dashboard.tiles import Tile
from community.dashboard.tiles import tiles as registered

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("community", "catalogue", "qrc", "security", "content", "site")
SPRITE = ROOT / "site/vlavirgem/static/img/icons.svg"


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context)).strip()


def render_at(address: str, source: str, **context: object) -> str:
    request = RequestFactory().get(address)
    return Template(source).render(RequestContext(request, context)).strip()


class Sample(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals op de factuur.")
    note = forms.CharField(label="Nota", required=False)
    agree = forms.BooleanField(label="Akkoord")
    way = forms.ChoiceField(
        label="Kanaal", choices=[("a", "Mail"), ("b", "Sms")], widget=forms.RadioSelect
    )


def test_icon_without_label_is_decorative():
    assert render('{% icon "bell" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/img/icons.svg#bell"></use></svg>'
    )


def test_icon_with_label_is_read_out_once():
    drawn = render('{% icon "x" "small" label="Sluiten" %}')

    assert drawn == (
        '<svg class="icon small" aria-hidden="true"><use href="/static/img/icons.svg#x"></use></svg>'
        '<span class="visually-hidden">Sluiten</span>'
    )


def test_icons_asked_for_are_in_the_sprite():
    known = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text()))
    wanted = re.compile(r"""(?:{%\s*icon\s+|icon\w*=)["']([a-z][\w-]*)["']""")
    asked: dict[str, str] = {}
    for floor in FLOORS:
        for path in [*(ROOT / floor).rglob("*.html"), *(ROOT / floor).rglob("*.py")]:
            for name in wanted.findall(path.read_text(encoding="utf-8")):
                asked[name] = str(path.relative_to(ROOT))

    assert "bell" in asked
    assert {name: where for name, where in asked.items() if name not in known} == {}


@pytest.mark.parametrize(
    ("severity", "word", "shape"),
    [
        ("critical", "Kritiek", "sev-critical"),
        ("high", "Hoog", "sev-high"),
        ("medium", "Middel", "sev-medium"),
        ("low", "Laag", "sev-low"),
        ("unknown", "Onbekend", "sev-unknown"),
        ("", "Onbekend", "sev-unknown"),
    ],
)
def test_severity_says_word_and_shape(severity: str, word: str, shape: str):
    drawn = render("{% severity s %}", s=severity)

    assert re.sub(r"<[^>]+>", "", drawn).strip() == word
    assert re.findall(r"#([\w-]+)", drawn) == [shape]


def test_field_stands_label_help_input_error():
    drawn = render("{% field form.name %}", form=Sample({"name": ""}))
    places = [drawn.index(part) for part in ("Naam", "Zoals op", "<input", "Fout:")]

    assert places == sorted(places)


def test_field_describes_its_input_by_help_and_error():
    drawn = render("{% field form.name %}", form=Sample({"name": ""}))
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', drawn)

    assert described is not None
    assert described[1].split() == ["id_name_helptext", "id_name_error"]
    assert all(f'id="{each}"' in drawn for each in described[1].split())
    assert 'aria-invalid="true"' in drawn


def test_field_not_required_says_so_unless_quiet():
    form = Sample()

    assert "(niet verplicht)" in render("{% field form.note %}", form=form)
    assert "(niet verplicht)" not in render("{% field form.name %}", form=form)
    assert "(niet verplicht)" not in render("{% field form.note quiet=True %}", form=form)
    assert "(niet verplicht)" not in render('{% form_fields form quiet="note" %}', form=form)


def test_radios_always_have_an_answer_and_never_say_that_it_may_be_left_out():
    form = Sample()
    form.fields["way"].required = False

    assert "(niet verplicht)" not in render("{% field form.way %}", form=form)


def test_error_summary_puts_no_colon_behind_a_question():
    form = Sample({"agree": "on", "way": "a"})
    form.fields["name"].label = "Wie bent u?"

    assert ">Wie bent u? Dit is een verplicht veld.</a>" in render(
        "{% form_fields form %}", form=form
    )


def test_field_of_choices_is_a_fieldset_with_legend():
    drawn = render("{% field form.way %}", form=Sample())

    assert drawn.startswith("<fieldset")
    assert re.search(r"<legend>\s*Kanaal", drawn)


def test_field_of_one_check_box_has_its_label_behind_it():
    drawn = render("{% field form.agree %}", form=Sample())

    assert drawn.index('type="checkbox"') < drawn.index('<label for="id_agree">Akkoord</label>')


def test_form_fields_link_every_error_to_its_field():
    drawn = render("{% form_fields form %}", form=Sample({}))

    assert re.findall(r'<a href="#([\w-]+)">', drawn) == ["id_name", "id_agree", "id_way"]


def test_form_fields_without_errors_have_no_summary():
    assert "error-summary" not in render("{% form_fields form %}", form=Sample())


def test_ago_carries_the_exact_local_time():
    moment = datetime(2026, 7, 1, 6, 12, tzinfo=UTC)
    drawn = render("{% ago moment %}", moment=moment)

    assert 'datetime="2026-07-01T06:12:00+00:00"' in drawn
    assert 'title="1 juli 2026 om 08:12:00"' in drawn


def test_ago_of_a_day_is_the_date():
    assert render("{% ago day %}", day=date(2026, 12, 12)) == (
        '<time datetime="2026-12-12">12 december 2026</time>'
    )


def test_ago_of_nothing_is_nothing():
    assert render("{% ago moment %}", moment=None) == ""


@pytest.mark.parametrize(
    ("address", "default", "href", "direction"),
    [
        ("/?q=a&page=3", "", "?q=a&amp;sort=name", None),
        ("/?sort=name", "", "?sort=-name", "ascending"),
        ("/?sort=-name", "", "?sort=name", "descending"),
        ("/", "-name", "?sort=name", "descending"),
        ("/?sort=other", "name", "?sort=name", None),
    ],
)
def test_sort_header_turns_and_keeps_the_rest(
    address: str, default: str, href: str, direction: str | None
):
    drawn = render_at(address, '{% sort_header "name" "Naam" default=d %}', d=default)
    sort = re.search(r'aria-sort="(\w+)"', drawn)

    assert re.findall(r'href="(\?[^"]*)"', drawn) == [href]
    assert (sort[1] if sort else None) == direction


def test_elided_pages_mark_the_gap():
    page = Paginator(range(120), 10).page(6)
    drawn = render("{% for n in page|elided_pages %}[{{ n }}]{% endfor %}", page=page)

    assert drawn == "[1][None][4][5][6][7][8][None][12]"


def test_plain_number_keeps_the_point_in_dutch():
    with translation.override("nl"):
        assert render("{{ n }}/{{ n|plain_number }}", n=66.7) == "66,7/66.7"


def test_meter_is_readable_by_machine_and_by_ear():
    drawn = render(
        '{% include "components/meter.html" with value=n max=100 label="Bijgewerkt" %}', n=66.7
    )

    assert 'value="66.7"' in drawn
    assert 'aria-label="Bijgewerkt"' in drawn


@pytest.mark.parametrize(("name", "said"), [("overview", 'aria-current="page"'), ("other", "")])
def test_active_marks_the_current_page_only(name: str, said: str):
    request = RequestFactory().get("/")
    request.resolver_match = ResolverMatch(print, (), {}, url_name="overview")

    assert Template("{% active name %}").render(Context({"request": request, "name": name})) == said


def test_tile_links_by_its_title_and_shows_zero():
    drawn = render('{% include "components/tile.html" with title="Leden" url="/x/" value=0 %}')

    assert '<a href="/x/">Leden</a>' in drawn
    assert re.search(r'class="figure none">0<', drawn)


def test_toast_translates_djangos_levels():
    drawn = render('{% include "components/toast.html" with text="Mis" tone="error" %}')

    assert 'class="toast danger"' in drawn


def test_avatar_without_picture_shows_initials():
    person = SimpleNamespace(initials="AP", avatar="")

    assert render('{% include "components/avatar.html" %}', user=person) == (
        '<span class="avatar" aria-hidden="true">AP</span>'
    )


def test_text_of_others_is_escaped_in_every_component():
    nasty = "<script>x</script>"
    for name in ("list_row", "notice", "empty", "page_head", "tile", "timeline_item", "toast"):
        drawn = render(f'{{% include "components/{name}.html" %}}', title=nasty, text=nasty)
        assert nasty not in drawn, name


def test_tiles_fill_the_slot_in_their_order():
    class Sample(Tile):
        slot = "proef.slot"
        template = "components/fact.html"

        def __init__(self, key: str, order: int) -> None:
            self.key, self.order = key, order

        def get_context(self, request: object, subject: object = None) -> dict[str, object]:
            return {"label": self.key, "value": subject}

    late, early = Sample("proef.late", 9), Sample("proef.early", 1)
    with registered.temporarily(late), registered.temporarily(early):
        drawn = render_at("/", '{% tiles "proef.slot" "onderwerp" %}')

    assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", drawn) == [
        ("proef.early", "onderwerp"),
        ("proef.late", "onderwerp"),
    ]


@pytest.mark.parametrize("text", ["1. Schakel uit.\n2. Werk bij.", "- Schakel uit.\n\n- Werk bij."])
def test_numbered_action_becomes_a_list(text):
    found = render("{{ text|in_steps }}", text=text)
    assert found == '<ol class="action-list"><li>Schakel uit.</li><li>Werk bij.</li></ol>'


def test_action_without_numbers_stays_text_and_is_escaped():
    found = render("{{ text|in_steps }}", text="Werk bij naar 12.3.\nOf <b>zet</b> uit.")
    assert found == "<p>Werk bij naar 12.3.</p><p>Of &lt;b&gt;zet&lt;/b&gt; uit.</p>"


def test_field_without_help_points_at_none():
    found = render("{% field form.name without_help=True %}", form=Sample())
    assert "Zoals op de factuur." not in found
    assert "aria-describedby" not in found


def test_own_label_takes_the_place_of_a_placeholder():
    form = Sample()
    form.fields["name"].widget.attrs["placeholder"] = "Name"
    assert "placeholder" not in render("{% field form.name label='Naam' %}", form=form)


@pytest.mark.parametrize(("count", "words"), [(1, "1 zending"), (2, "2 zendingen")])
def test_filter_counts_in_the_right_number(count, words):
    found = render_at(
        "/", "{% include 'components/filter_bar.html' with noun='zendingen' noun_one='zending' %}",
        form=Sample(), count=count,
    )  # fmt: skip
    assert re.search(r'role="status">([^<]+?) <', found)[1] == words
