"""SCORM packages written by hand: the archive that an authoring program would export."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from content.packages.models import ContentPackage
from content.packages.services import import_package

MANIFEST_12 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="proef-12" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="org"><organization identifier="org"><title>Veilig mailen</title>
    <item identifier="les" identifierref="r1" parameters="?taal=nl"><title>De les</title>
      <adlcp:masteryscore>60</adlcp:masteryscore><adlcp:datafromlms>start</adlcp:datafromlms></item>
  </organization></organizations>
  <resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="les/index.html">
    <file href="les/index.html"/></resource></resources>
</manifest>"""

MANIFEST_2004 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="proef-2004" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:a="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="org"><organization identifier="org"><title>Melden van datalekken</title>
    <item identifier="deel" identifierref="r1"><title>Het deel</title>
      <a:completionThreshold completedByMeasure="true" minProgressMeasure="0.8"/>
      <imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="hoofd" satisfiedByMeasure="true">
        <imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure>
      </imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
  </organization></organizations>
  <resources><resource identifier="r1" type="webcontent" a:scormType="sco" href="index.html">
    <file href="index.html"/></resource></resources>
</manifest>"""

LESSON_12 = """<!doctype html><meta charset="utf-8"><title>Veilig mailen</title>
<script src="api.js"></script>
<p id="stand">laadt</p><button id="stap">Volgende</button><button id="klaar">Klaar</button>
<script>
var api = findAPI(window), begun = Date.now();
api.LMSInitialize("");
var seen = Number(api.LMSGetValue("cmi.core.lesson_location") || 0);
var entry = api.LMSGetValue("cmi.core.entry");
function show() { document.getElementById("stand").textContent = entry + " " + seen + " " + api.LMSGetValue("cmi.suspend_data"); }
if (api.LMSGetValue("cmi.core.lesson_status") === "not attempted") api.LMSSetValue("cmi.core.lesson_status", "incomplete");
document.getElementById("stap").onclick = function () {
  seen += 1;
  api.LMSSetValue("cmi.core.lesson_location", String(seen));
  api.LMSSetValue("cmi.suspend_data", "dia=" + seen);
  api.LMSCommit(""); show();
};
document.getElementById("klaar").onclick = function () {
  api.LMSSetValue("cmi.core.score.raw", "80");
  api.LMSSetValue("cmi.core.session_time", "0000:01:30.00");
  api.LMSSetValue("cmi.core.lesson_status", "completed");
  api.LMSFinish(""); document.getElementById("stand").textContent = "klaar";
};
window.onunload = function () { api.LMSSetValue("cmi.core.exit", "suspend"); api.LMSSetValue("cmi.core.session_time", "0000:00:10.00"); api.LMSFinish(""); };
show();
</script>"""

FIND_12 = """function findAPI(win) {
  var tries = 0;
  while (win.API == null && win.parent != null && win.parent != win) { if (++tries > 7) return null; win = win.parent; }
  return win.API;
}"""

LESSON_2004 = """<!doctype html><meta charset="utf-8"><title>Datalekken</title>
<p id="stand">laadt</p><button id="half">Halfweg</button><button id="klaar">Klaar</button>
<script>
function getAPI(win) { for (var n = 0; win && n < 500; n++) { if (win.API_1484_11) return win.API_1484_11; if (win.parent === win) return null; win = win.parent; } }
var api = getAPI(window);
api.Initialize("");
function show(more) { document.getElementById("stand").textContent = [api.GetValue("cmi.entry"), api.GetValue("cmi.location"), api.GetValue("cmi.completion_status"), api.GetValue("cmi.success_status"), more || ""].join(" "); }
document.getElementById("half").onclick = function () {
  api.SetValue("cmi.location", "blz-3"); api.SetValue("cmi.suspend_data", "{\\"blz\\":3}");
  api.SetValue("cmi.progress_measure", "0.5"); api.SetValue("cmi.exit", "suspend");
  api.SetValue("cmi.session_time", "PT45S"); show(api.Commit(""));
};
document.getElementById("klaar").onclick = function () {
  api.SetValue("cmi.objectives.0.id", "doel"); api.SetValue("cmi.objectives.0.success_status", "passed");
  api.SetValue("cmi.interactions.0.id", "vraag-1"); api.SetValue("cmi.interactions.0.type", "choice");
  api.SetValue("cmi.interactions.0.learner_response", "b"); api.SetValue("cmi.interactions.0.result", "correct");
  api.SetValue("cmi.progress_measure", "1"); api.SetValue("cmi.score.scaled", "0.9");
  api.SetValue("cmi.session_time", "PT1M15S"); api.SetValue("cmi.exit", "normal"); show();
  api.Terminate("");
};
show();
</script>"""

FILES_12 = {"imsmanifest.xml": MANIFEST_12, "les/index.html": LESSON_12, "les/api.js": FIND_12}
FILES_2004 = {"imsmanifest.xml": MANIFEST_2004, "index.html": LESSON_2004}
BY_STANDARD = {"1.2": FILES_12, "2004": FILES_2004}


def archive(files: Mapping[str, str | bytes]) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    made.seek(0)
    return made


def package(
    standard: str = "1.2", files: Mapping[str, str | bytes] | None = None, **fields: Any
) -> ContentPackage:
    """One that is open to all members."""
    file = archive(files or BY_STANDARD[standard])
    return import_package(
        file=file, name="pakket.zip", actor=None, **{"is_open": True, "audience": "leden"} | fields
    )
