"""The script that answers packages, called as they call it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from content.packages.cmi.models import for_bridge
from tests.content.packages.cmi_tables import CALLS_12, CALLS_2004, VALUES

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).resolve().parents[2] / "content/packages/bridge/cmi.js"
GIVEN_12 = {
    "cmi.core.entry": "ab-initio", "cmi.core.student_name": "Proef, Alice",
    "cmi.core.credit": "credit", "cmi.student_data.mastery_score": "60",
}  # fmt: skip
GIVEN_2004 = {
    "cmi.entry": "ab-initio", "cmi.scaled_passing_score": "0.7", "cmi.completion_threshold": "0.8",
}  # fmt: skip
RUN = """({model, given, values, calls}) => {
    const heard = [];
    const runtime = new Runtime(model, given, values, (kind) => heard.push(kind));
    const api = faceOf(runtime);
    const last = model.version === "1.2" ? "LMSGetLastError" : "GetLastError";
    const answers = calls.map(([name, list]) => [api[name](...list), api[last]()]);
    return {answers, heard, values: runtime.all()};
}"""


@pytest.fixture
def page(browser: Browser) -> Any:
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def run(page: Page, standard: str, calls: list[Any], given: Any, values: Any = None) -> Any:
    told = {"model": for_bridge(standard), "given": given, "values": values or {}}
    return page.evaluate(RUN, told | {"calls": [[name, list(each)] for name, each in calls]})


@pytest.mark.parametrize(
    ("standard", "table", "given"),
    [("1.2", CALLS_12, GIVEN_12), ("2004", CALLS_2004, GIVEN_2004)],
)
def test_every_call_and_every_error(page, standard, table, given):
    found = run(page, standard, [each[:2] for each in table], given)["answers"]
    # A question about an error changes no error: what the table says there is the answer alone.
    seen = [
        (name, arguments, answer, "0" if "ErrorString" in name else error)
        for (name, arguments, *_), (answer, error) in zip(table, found, strict=True)
    ]
    assert [each for each, wanted in zip(seen, table, strict=True) if each != wanted] == []


def test_what_is_heard_and_kept_of_12(page):
    calls = [
        ("LMSInitialize", [""]), ("LMSSetValue", ["cmi.core.score.raw", "40"]),
        ("LMSSetValue", ["cmi.core.score.raw", "weg"]), ("LMSCommit", [""]), ("LMSFinish", [""]),
    ]  # fmt: skip
    found = run(page, "1.2", calls, GIVEN_12)

    assert found["heard"] == ["value", "commit", "end"]
    # Below the mastery score of 60.
    assert found["values"] == {"cmi.core.score.raw": "40", "cmi.core.lesson_status": "failed"}


def test_whoever_says_nothing_is_done(page):
    calls = [("LMSInitialize", [""]), ("LMSFinish", [""])]
    assert run(page, "1.2", calls, {})["values"] == {"cmi.core.lesson_status": "completed"}


def test_lists_go_on_where_they_were(page):
    kept = {"cmi.objectives.0.id": "een", "cmi.objectives.1.id": "twee"}
    calls = [
        ("Initialize", [""]), ("GetValue", ["cmi.objectives._count"]),
        ("SetValue", ["cmi.objectives.3.id", "vier"]), ("SetValue", ["cmi.objectives.2.id", "drie"]),
        ("GetValue", ["cmi.objectives.1.id"]),
    ]  # fmt: skip
    answers = run(page, "2004", calls, {}, kept)["answers"]
    assert [each[0] for each in answers] == ["true", "2", "false", "true", "twee"]


def test_server_and_script_judge_values_alike(page):
    kinds: dict[str, Any] = {}
    for standard in ("1.2", "2004"):
        kinds |= for_bridge(standard)["types"]
    judge = """([types, values]) => values.map(([kind, value]) => {
        const runtime = new Runtime({version: "2004", elements: {}, types}, {}, {}, () => {});
        return runtime.refusal(kind, value) === "";
    })"""
    found = page.evaluate(judge, [kinds, [[kind, value] for kind, value, _good in VALUES]])
    assert [(k, v[:20]) for (k, v, good), said in zip(VALUES, found, strict=True) if said != good] == []  # fmt: skip
