/* The data models of SCORM, as a package sees them: strings in, strings out, at once.
   What exists, which values fit and what errors are called comes as plain values from the site
   (content/packages/cmi/models.py); this file holds the rules only. The server judges anew. */
"use strict";

const INDEX = /\.(\d{1,4})(?=\.|$)/g;
const KEYWORD = /\._(children|count|version)$/;

class Runtime {
  /* `model`: see for_bridge(); `given`: values that only the site sets; `values`: what was kept;
     `changed(kind)`: called with "value", "commit" or "end" after each. */
  constructor(model, given, values, changed) {
    Object.assign(this, { model, given, changed });
    this.values = new Map(Object.entries(values));
    this.is12 = model.version === "1.2";
    this.state = "new";
    this.error = "0";
    this.counts = new Map();
    for (const name of this.values.keys()) this.count(name);
  }

  // ── The eight functions ───────────────────────────────────────────────────────────────
  initialize(argument) {
    if (argument !== "") return this.fail("201", "false");
    if (this.state === "running") return this.fail(this.is12 ? "101" : "103", "false");
    if (this.state === "ended") return this.fail(this.is12 ? "101" : "104", "false");
    this.state = "running";
    return this.succeed("true");
  }

  terminate(argument) {
    if (argument !== "") return this.fail("201", "false");
    if (this.state !== "running") return this.outside("112", "113", "false");
    if (this.is12) this.judge();
    this.state = "ended";
    this.changed("end");
    return this.succeed("true");
  }

  commit(argument) {
    if (argument !== "") return this.fail("201", "false");
    if (this.state !== "running") return this.outside("142", "143", "false");
    this.changed("commit");
    return this.succeed("true");
  }

  getValue(asked) {
    if (this.state !== "running") return this.outside("122", "123", "");
    const name = String(asked ?? "");
    if (!name) return this.fail(this.is12 ? "201" : "301", "");
    const keyword = KEYWORD.exec(name);
    if (keyword) return this.keyword(name, keyword[1]);
    if (/^adl\.nav\.request_valid\.(choice|jump)\.\{target=.+\}$/.test(name)) return this.succeed("unknown");
    const element = this.model.elements[this.pattern(name)];
    if (!element) return this.unknown(name);
    if (!element[0].includes("r")) return this.fail(this.is12 ? "404" : "405", "");
    if (!this.exists(name)) return this.fail(this.is12 ? "201" : "301", "");
    const value = this.read(name, element);
    return value === null ? this.fail("403", "") : this.succeed(value);
  }

  setValue(asked, given) {
    if (this.state !== "running") return this.outside("132", "133", "false");
    const name = String(asked ?? "");
    const value = String(given ?? "");
    if (!name) return this.fail(this.is12 ? "201" : "351", "false");
    if (KEYWORD.test(name)) return this.fail(this.is12 ? "402" : "404", "false");
    const element = this.model.elements[this.pattern(name)];
    if (!element) return this.fail("401", "false");
    if (!element[0].includes("w")) return this.fail(this.is12 ? "403" : "404", "false");
    if (!this.follows(name)) return this.fail(this.is12 ? "201" : "351", "false");
    const problem = this.refusal(element[1], value) || this.dependency(name, value);
    if (problem) return this.fail(problem, "false");
    this.put(name, value);
    this.changed("value");
    return this.succeed("true");
  }

  lastError() {
    return this.error;
  }

  errorString(code) {
    return this.model.errors[String(code ?? "")] ?? "";
  }

  diagnostic(code) {
    const asked = String(code ?? "") || this.error;
    return this.errorString(asked) && `${asked}: ${this.errorString(asked)}`;
  }

  // ── Answers ───────────────────────────────────────────────────────────────────────────
  succeed(answer) {
    this.error = "0";
    return answer;
  }

  fail(code, answer) {
    this.error = code;
    return answer;
  }

  outside(before, after, answer) {
    if (this.is12) return this.fail("301", answer);
    return this.fail(this.state === "new" ? before : after, answer);
  }

  unknown(name) {
    const known = Object.keys(this.model.elements).some((each) => each.startsWith(`${this.pattern(name)}.`));
    return this.fail(known && !this.is12 ? "301" : this.is12 && known ? "201" : "401", "");
  }

  keyword(name, word) {
    const base = this.pattern(name.slice(0, -word.length - 2));
    const isElement = base in this.model.elements;
    if (word === "version" && base === "cmi") return this.succeed(this.is12 ? "3.4" : "1.0");
    if (word === "children") {
      if (base in this.model.children) return this.succeed(this.model.children[base]);
      return this.fail(isElement ? (this.is12 ? "202" : "301") : "401", "");
    }
    const isList = Object.keys(this.model.elements).some((each) => each.startsWith(`${base}.n.`));
    if (word === "count" && isList) {
      const inside = name.slice(0, -7);
      if (!this.exists(`${inside}.`)) return this.fail(this.is12 ? "201" : "301", "");
      return this.succeed(String(this.counts.get(inside) ?? 0));
    }
    return this.fail(isElement || base in this.model.children ? (this.is12 ? "203" : "301") : "401", "");
  }

  // ── Values ────────────────────────────────────────────────────────────────────────────
  pattern(name) {
    return name.replace(INDEX, ".n");
  }

  lists(name) {
    /* Each list on the way to this name, with the row it names. */
    return [...name.matchAll(INDEX)].map((found) => [name.slice(0, found.index), Number(found[1])]);
  }

  exists(name) {
    return this.lists(name).every(([list, row]) => row < (this.counts.get(list) ?? 0));
  }

  follows(name) {
    /* Rows are made one after the other, and only the innermost may be new. */
    const lists = this.lists(name);
    return lists.every(([list, row], depth) => {
      const count = this.counts.get(list) ?? 0;
      const isLast = depth === lists.length - 1;
      return row < this.model.most && (isLast ? row <= count : row < count);
    });
  }

  count(name) {
    for (const [list, row] of this.lists(name)) {
      this.counts.set(list, Math.max(this.counts.get(list) ?? 0, row + 1));
    }
  }

  put(name, value) {
    const before = this.values.get(name);
    // Comments of 1.2 are added to what stands there (RTE 1.2, 3.4.4).
    const added = name === "cmi.comments" && before ? (before + value).slice(0, 4096) : value;
    this.values.set(name, added);
    this.count(name);
  }

  read(name, [, , standing]) {
    if (name in this.given) return this.given[name];
    if (!this.is12 && name === "cmi.completion_status") return this.completion();
    if (!this.is12 && name === "cmi.success_status") return this.success();
    return this.values.get(name) ?? standing;
  }

  refusal(kind, value) {
    /* The number of what is wrong with this value, or "". */
    const rule = this.model.types[kind];
    const wrong = this.is12 ? "405" : "406";
    if (rule.words) return rule.words.includes(value) ? "" : wrong;
    if (!value) return rule.empty || !(rule.match || rule.number) ? "" : wrong;
    if ([...value].length > (rule.kept ?? rule.most ?? Infinity)) return wrong;
    if (rule.match && !new RegExp(`^(?:${rule.match})$`).test(value)) return wrong;
    if (!rule.number) return "";
    const [least, most] = rule.number;
    const number = Number(value);
    const isWithin = (least === null || number >= least) && (most === null || number <= most);
    return isWithin ? "" : this.is12 ? "405" : "407";
  }

  dependency(name, value) {
    /* 2004: a row has its id first, which is its own and stays; answers come after the type. */
    if (this.is12) return "";
    const found = /^(cmi\.(?:objectives|interactions)\.\d+)\.(.+)$/.exec(name);
    if (!found) return "";
    const [, row, leaf] = found;
    if (leaf === "id") return this.identity(name, row, value);
    if (!this.values.has(`${row}.id`)) return "408";
    const needsType = leaf === "learner_response" || leaf.startsWith("correct_responses");
    return needsType && !this.values.has(`${row}.type`) ? "408" : "";
  }

  identity(name, row, value) {
    const known = this.values.get(name);
    if (!row.startsWith("cmi.objectives")) return "";
    if (known !== undefined) return known === value ? "" : "351";
    const others = [...this.values].filter(([each]) => /^cmi\.objectives\.\d+\.id$/.test(each));
    return others.some(([, id]) => id === value) ? "351" : "";
  }

  // ── Judgements ────────────────────────────────────────────────────────────────────────
  judge() {
    /* 1.2, at the end: the mastery score decides; whoever said nothing is done. */
    const status = "cmi.core.lesson_status";
    const mastery = this.given["cmi.student_data.mastery_score"];
    const raw = this.values.get("cmi.core.score.raw");
    if (mastery && raw && this.given["cmi.core.credit"] === "credit") {
      this.values.set(status, Number(raw) >= Number(mastery) ? "passed" : "failed");
    } else if (!this.values.get(status)) {
      this.values.set(status, "completed");
    }
  }

  completion() {
    const threshold = this.given["cmi.completion_threshold"];
    const progress = this.values.get("cmi.progress_measure");
    if (threshold === undefined) return this.values.get("cmi.completion_status") ?? "unknown";
    if (progress === undefined) return this.values.get("cmi.completion_status") ?? "unknown";
    return Number(progress) >= Number(threshold) ? "completed" : "incomplete";
  }

  success() {
    const passing = this.given["cmi.scaled_passing_score"];
    if (passing === undefined) return this.values.get("cmi.success_status") ?? "unknown";
    const scaled = this.values.get("cmi.score.scaled");
    if (scaled === undefined) return "unknown";
    return Number(scaled) >= Number(passing) ? "passed" : "failed";
  }

  all() {
    return Object.fromEntries(this.values);
  }
}

function faceOf(runtime) {
  /* The object that a package looks for in the windows above its own. */
  if (runtime.is12) {
    return {
      LMSInitialize: (text) => runtime.initialize(text),
      LMSFinish: (text) => runtime.terminate(text),
      LMSGetValue: (name) => runtime.getValue(name),
      LMSSetValue: (name, value) => runtime.setValue(name, value),
      LMSCommit: (text) => runtime.commit(text),
      LMSGetLastError: () => runtime.lastError(),
      LMSGetErrorString: (code) => runtime.errorString(code),
      LMSGetDiagnostic: (code) => runtime.diagnostic(code),
    };
  }
  return {
    Initialize: (text) => runtime.initialize(text),
    Terminate: (text) => runtime.terminate(text),
    GetValue: (name) => runtime.getValue(name),
    SetValue: (name, value) => runtime.setValue(name, value),
    Commit: (text) => runtime.commit(text),
    GetLastError: () => runtime.lastError(),
    GetErrorString: (code) => runtime.errorString(code),
    GetDiagnostic: (code) => runtime.diagnostic(code),
  };
}
