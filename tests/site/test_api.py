from __future__ import annotations

from datetime import timedelta
from typing import Any

import jsonschema
import pytest
from django.utils import timezone

from tests.factories import qrc

pytestmark = pytest.mark.django_db
LIST, SCHEMA = "/api/v1/advisories", "/api/v1/openapi.json"


@pytest.fixture
def schema(client) -> dict[str, Any]:
    return client.get(SCHEMA).json()


@pytest.fixture
def reader(alice, client_of):
    return client_of(alice)


def ids(response) -> list[int]:
    assert response.status_code == 200, response.content
    return [item["id"] for item in response.json()["items"]]


def references(node: Any) -> list[str]:
    if isinstance(node, list):
        return [found for each in node for found in references(each)]
    if not isinstance(node, dict):
        return []
    own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
    return own + [found for each in node.values() for found in references(each)]


def validator(schema: dict[str, Any], name: str) -> jsonschema.Draft202012Validator:
    whole = {"$ref": f"#/components/schemas/{name}", "components": schema["components"]}
    return jsonschema.Draft202012Validator(
        whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def test_schema_is_openapi_31_that_anyone_may_read(schema):
    assert schema["openapi"].startswith("3.1.")
    assert {
        path: [op["operationId"] for op in operations.values()]
        for path, operations in schema["paths"].items()
    } == {
        LIST: ["list_advisories"],
        f"{LIST}/concerning": ["list_concerning"],
        f"{LIST}/{{pk}}": ["get_advisory"],
        f"{LIST}/{{pk}}/csaf": ["get_advisory_csaf"],
        "/api/v1/events": ["list_events"],
        "/api/v1/events/{pk}": ["get_event"],
        "/api/v1/documents": ["list_documents"],
        "/api/v1/documents/{pk}": ["get_document"],
        "/api/v1/documents/{pk}/versions/{number}": ["get_document_file"],
    }


def test_schema_is_sound(schema):
    for part in schema["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(part)
    known = {f"#/components/schemas/{name}" for name in schema["components"]["schemas"]}
    assert set(references(schema)) <= known
    for path in schema["paths"].values():
        for operation in path.values():
            assert operation["security"] == [{"SessionAuth": []}, {"BearerKey": []}]
            for parameter in operation["parameters"]:
                jsonschema.Draft202012Validator.check_schema(parameter["schema"])


def test_answers_keep_to_the_schema(schema, reader):
    rich = qrc.advisory(
        summary="Wie de VPN openstelt, loopt gevaar.", action="Werk bij.", exploited=True,
        scores=[{"version": "3.1", "score": 9.8, "rating": "critical"}], cves=["CVE-2026-10432"],
        references=[{"url": "https://voorbeeld.example"}], due_on=timezone.localdate(),
        published_at=timezone.now(), withdrawn_at=timezone.now(),
    )  # fmt: skip
    qrc.revision(rich)
    qrc.revision(rich, changes=[{"field": "severity", "before": "low", "after": "high"}])
    qrc.advisory(severity="unknown")

    validator(schema, "AdvisoryPage").validate(reader.get(f"{LIST}?limit=1").json())
    page = reader.get(LIST).json()
    validator(schema, "AdvisoryPage").validate(page)
    detail = reader.get(f"{LIST}/{rich.pk}").json()
    validator(schema, "AdvisoryDetail").validate(detail)
    assert [revision["number"] for revision in detail["revisions"]] == [2, 1]
    assert (len(page["items"]), page["next"]) == (2, None)


@pytest.mark.parametrize("path", [LIST, f"{LIST}/1", f"{LIST}/999999"])
def test_anonymous_gets_401_and_nothing_else(path, client):
    qrc.advisory()
    response = client.get(path)

    assert (response.status_code, response.json()) == (401, {"detail": "Unauthorized"})


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_api_only_reads(method, reader):
    assert getattr(reader, method)(LIST).status_code == 405


def test_nothing_above_tlp_green_leaves_whoever_asks(alice, newcomer, qrc_editor, client_of):
    made = {
        tlp: qrc.advisory(tlp=tlp) for tlp in ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
    }
    green, clear = made["GREEN"].pk, made["CLEAR"].pk

    for person, allowed in (
        (newcomer, [clear]),
        (alice, [green, clear]),
        (qrc_editor, [green, clear]),
    ):
        browser = client_of(person)
        assert ids(browser.get(LIST)) == allowed
        answers = {tlp: browser.get(f"{LIST}/{row.pk}") for tlp, row in made.items()}
        assert {tlp: answer.status_code for tlp, answer in answers.items()} == {
            tlp: 200 if row.pk in allowed else 404 for tlp, row in made.items()
        }
        assert answers["RED"].content == browser.get(f"{LIST}/999999").content


def test_list_filters(reader):
    now = timezone.now()
    first = qrc.advisory(
        title="PoortWacht lekt", severity="critical", cves=["CVE-2026-1", "CVE-2026-2"]
    )
    second = qrc.advisory(
        title="Ander", summary="Zaakpad Connect", severity="low", products=[],
        changed_at=now - timedelta(days=3),
    )  # fmt: skip
    third = qrc.advisory(
        title="Derde", severity="high", products=[{"vendor": "Loket", "product": "Loketbalie"}],
        changed_at=now - timedelta(days=5),
    )  # fmt: skip

    def asked(**wish: Any) -> list[int]:
        return ids(reader.get(LIST, wish))

    assert asked() == [first.pk, second.pk, third.pk]
    assert asked(severity=["critical", "high"]) == [first.pk, third.pk]
    assert asked(since=(now - timedelta(days=4)).isoformat()) == [first.pk, second.pk]
    assert asked(cve="cve-2026-2") == [first.pk]
    assert asked(cve="CVE-2026") == []
    assert asked(source=second.source_id) == [second.pk]
    assert asked(q="poortwacht lekt") == [first.pk]
    assert asked(q="zaakpad") == [second.pk]
    assert asked(q="loketbalie") == [third.pk]
    assert asked(q="%") == []


@pytest.mark.parametrize(
    "wish",
    ["severity=erg", "since=gisteren", "limit=0", "limit=101", "source=x", f"q={'x' * 101}"],
)
def test_list_refuses_a_wish_it_does_not_understand(wish, reader):
    assert reader.get(f"{LIST}?{wish}").status_code == 422


def test_pages_follow_on_without_gap_or_double(reader):
    moment = timezone.now()
    # Two share a moment: the key of the row decides.
    rows = [qrc.advisory(changed_at=moment - timedelta(hours=n // 2)) for n in range(5)]
    expected = [row.pk for row in sorted(rows, key=lambda r: (r.changed_at, r.pk), reverse=True)]
    found, address = [], f"{LIST}?limit=2"
    for _page in range(3):
        answer = reader.get(address)
        found += ids(answer)
        address = f"{LIST}?limit=2&cursor={answer.json()['next']}"

    assert found == expected
    assert answer.json()["next"] is None


@pytest.mark.parametrize("cursor", ["onzin", "MXwy", "MjAyNi0wMS0wMXwx", "é"])
def test_pages_refuse_a_cursor_that_is_not_ours(cursor, reader):
    response = reader.get(LIST, {"cursor": cursor})

    assert (response.status_code, response.json()) == (400, {"detail": "cursor: not one of ours"})


def test_list_asks_as_much_with_one_row_as_with_three(reader, django_assert_num_queries):
    qrc.revision()
    reader.get(LIST)
    with django_assert_num_queries(5):
        reader.get(LIST)
    qrc.revision()
    qrc.revision()
    with django_assert_num_queries(5):
        reader.get(LIST)
