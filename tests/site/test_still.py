"""What is drawn once in a process says the same to everybody, or it is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.template.context_processors import csrf
from django.test import RequestFactory
from django.utils import translation
from vlavirgem.still import KINDS_KEPT, StillError, StillNode

WORDS = '{% still %}{% icon "bell" %}{% translate "Sluiten" %}{% endstill %}'


def kept(template: Template) -> StillNode:
    (node,) = template.nodelist.get_nodes_by_type(StillNode)
    assert isinstance(node, StillNode)
    return node


def said(template: Template, **values: Any) -> str:
    return template.render(Context(values))


def test_it_is_drawn_once_in_each_language():
    page = Template(WORDS)
    bare = Template(WORDS.replace("{% still %}", "").replace("{% endstill %}", ""))
    for _again in range(3):
        for language in ("nl", "en"):
            with translation.override(language):
                assert said(page) == said(bare)
    assert sorted(language for (language,) in kept(page).drawn) == ["en", "nl"]


def test_what_is_drawn_is_not_drawn_again(monkeypatch):
    page = Template(WORDS)
    first = said(page)
    monkeypatch.setattr(kept(page).nodes, "render", lambda _context: pytest.fail("drawn twice"))
    assert said(page) == first


def test_given_values_make_kinds_of_it():
    page = Template("{% still n=n list=rows %}{% if list %}lijst {% endif %}{{ n }}{% endstill %}")
    assert [said(page, n=1, rows=True), said(page, n=1, rows=False)] == ["lijst 1", "1"]
    assert [said(page, n="<1>", rows=""), said(page, n=True, rows="")] == ["&lt;1&gt;", "True"]
    assert said(page, n=1, rows=True) == "lijst 1"
    assert len(kept(page).drawn) == 4


def test_there_are_no_more_kinds_than_fit():
    page = Template("{% still n=n %}{{ n }}{% endstill %}")
    assert [said(page, n=n) for n in range(200)] == [str(n) for n in range(200)]
    assert len(kept(page).drawn) == KINDS_KEPT


@pytest.mark.parametrize(
    "inside",
    [
        "{{ name }}", "{{ name.first }}", "{{ name|default:'x' }}", "{% if name %}x{% endif %}",
        "{% if name == 'x' %}x{% endif %}", "{% if not name and 1 %}x{% endif %}",
        "{% for each in name %}x{% endfor %}", "{% csrf_token %}", "{{ request.path }}",
        "{% include 'components/toast.html' %}", "{% active 'site:privacy' %}",
        "{% blocktranslate %}Aan {{ name }}{% endblocktranslate %}", "{{ perms.x }}",
    ],
)  # fmt: skip
def test_what_may_differ_is_refused(inside):
    page = Template(f"{{% still %}}{inside}{{% endstill %}}")
    request = RequestFactory().get("/")
    with pytest.raises(StillError):
        page.render(RequestContext(request, {"name": "Gent", **csrf(request)}))
    assert kept(page).drawn == {}


@pytest.mark.parametrize(
    "source",
    [
        "{% still %}{% now 'Y' %}{% endstill %}",
        "{% still %}{% block main %}{% endblock %}{% endstill %}",
        "{% still %}{% if 1 %}{% block main %}{% endblock %}{% endif %}{% endstill %}",
        "{% still name %}{% endstill %}",
    ],
)
def test_what_cannot_stand_still_is_no_template(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


def test_only_plain_values_are_given():
    with pytest.raises(StillError, match="'n' is no plain value"):
        said(Template("{% still n=n %}x{% endstill %}"), n=[1])


def test_what_it_includes_may_leave_out_what_is_optional():
    page = Template(
        '{% still %}{% include "components/tag.html" with label="Gesloten" icon="lock" only %}'
        '{% url "site:privacy" as here %}{{ here }}{% for n in "ab" %}{{ n }}{% endfor %}{% endstill %}'
    )
    assert "Gesloten" in said(page)
    assert said(page).endswith("/privacy/ab")
