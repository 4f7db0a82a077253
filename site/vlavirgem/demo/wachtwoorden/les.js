/* A lesson as an authoring program exports it: looks for the API above, and tells it how far one is. */
(function () {
  "use strict";
  var api = null;
  for (var w = window, n = 0; n < 10 && !api; n += 1) { api = w.API; if (w.parent === w) { break; } w = w.parent; }
  var pages = document.querySelectorAll("section"), last = pages.length - 1;
  var begun = Date.now(), at = 0, answers = {}, ended = false;
  var get = function (name) { return api ? api.LMSGetValue(name) : ""; };
  var set = function (name, value) { if (api) { api.LMSSetValue(name, String(value)); } };

  function time() {
    var s = Math.round((Date.now() - begun) / 1000), two = function (x) { return (x < 10 ? "0" : "") + x; };
    return "00" + two(Math.floor(s / 3600)) + ":" + two(Math.floor(s / 60) % 60) + ":" + two(s % 60);
  }
  function score() {
    var right = 0;
    for (var i = 1; i <= 3; i += 1) {
      var box = document.querySelector("[name=v" + i + "][value='" + answers[i] + "']");
      if (box && box.hasAttribute("data-juist")) { right += 1; }
    }
    return Math.round(right / 3 * 100);
  }
  function keep() {
    set("cmi.core.lesson_location", at);
    set("cmi.suspend_data", JSON.stringify(answers));
    set("cmi.core.session_time", time());
    if (api) { api.LMSCommit(""); }
  }
  function show() {
    pages.forEach(function (page, i) { page.hidden = i !== at; });
    document.getElementById("waar").textContent = "Blad " + (at + 1) + " van " + (last + 1);
    document.getElementById("balk").value = at;
    document.getElementById("terug").disabled = at === 0 || at === last;
    var asked = pages[at].dataset.vraag;
    document.getElementById("verder").disabled = at === last || Boolean(asked && !answers[asked]);
    if (at === last) { finish(); }
  }
  function finish() {
    var percent = score();
    document.getElementById("uitslag").textContent = percent >= 60 ? "Geslaagd: " + percent + " %" : "Nog niet geslaagd: " + percent + " %";
    document.getElementById("woorden").textContent = percent >= 60 ? "Goed gedaan. U mag dit venster sluiten." : "Begin opnieuw en lees de lessen nog eens na.";
    set("cmi.core.score.raw", percent);
    set("cmi.core.score.max", 100);
    set("cmi.core.lesson_status", percent >= 60 ? "passed" : "failed");
    keep();
    end("");
  }
  function end(how) {
    if (ended || !api) { return; }
    ended = true;
    set("cmi.core.exit", how);
    set("cmi.core.session_time", time());
    api.LMSFinish("");
  }
  if (api) { api.LMSInitialize(""); }
  if (get("cmi.core.lesson_status") === "not attempted") { set("cmi.core.lesson_status", "incomplete"); }
  try { answers = JSON.parse(get("cmi.suspend_data") || "{}"); } catch (error) { answers = {}; }
  if (get("cmi.core.entry") === "resume") { at = Math.min(Number(get("cmi.core.lesson_location")) || 0, last - 1); }
  Object.keys(answers).forEach(function (i) {
    var box = document.querySelector("[name=v" + i + "][value='" + answers[i] + "']");
    if (box) { box.checked = true; }
  });
  document.addEventListener("change", function (event) {
    answers[event.target.name.slice(1)] = event.target.value;
    keep(); show();
  });
  document.getElementById("verder").addEventListener("click", function () { at += 1; keep(); show(); });
  document.getElementById("terug").addEventListener("click", function () { at -= 1; keep(); show(); });
  window.addEventListener("pagehide", function () { end("suspend"); });
  show();
}());
