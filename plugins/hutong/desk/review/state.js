// What the page knows: notes, decisions made here and not saved yet, filters, words.
const PAGE = 60; // notes drawn at once
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const $ = (id) => document.getElementById(id);

const setup = read("setup");
const catalogues = read("words");
let data = read("data");
let script = remembered("script") || setup.script;
let articles = new Map(); // path → article
let notes = new Map(); // id → note, with its article
const pending = new Map(); // note or decision id → {choice, text of the key}; choice null: removed
const made = []; // ids in the order they were decided here
let shown = []; // ids that the filters let through, in order
let drawn = 0; // how many of them are on the page
let current = "";
const filters = { amount: "few", state: "open", variant: "*", rule: "", article: "" };

function remembered(key) {
  try {
    return localStorage.getItem(`hutong-review-${key}`);
  } catch {
    return null; // storage may be switched off; then nothing is remembered
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(`hutong-review-${key}`, value);
  } catch {
    return; // the same
  }
}

function word(msgid, values = {}) {
  const text = catalogues[script][msgid] ?? msgid;
  return text.replace(/%\((\w+)\)s/g, (whole, name) => String(values[name] ?? whole));
}

function take(fresh) {
  data = fresh;
  articles = new Map(data.articles.map((article) => [article.path, article]));
  notes = new Map();
  for (const article of data.articles) {
    for (const note of article.notes) notes.set(note.id, { ...note, article });
  }
}

/** The key of a note or decision as the server and decisions.tsv have it. */
function keyOf(one) {
  const path = one.article ? one.article.path.replace(/^content\//, "") : one.path;
  const { variant, sentence, at, before } = one;
  return { path, variant, sentence, at, before };
}

/** What an editor has chosen for a note: a text, or null. */
function choiceOf(note) {
  return pending.has(note.id) ? pending.get(note.id).choice : note.decided;
}

/** Note a decision; the same as is saved already is no change. */
function decide(one, choice) {
  const saved = one.decided !== undefined ? one.decided : one.choice;
  if (choice === saved) pending.delete(one.id);
  else pending.set(one.id, { ...keyOf(one), choice });
}

function passes(note) {
  if (filters.amount === "few" && !note.few) return false;
  if (filters.variant !== "*" && note.variant !== filters.variant) return false;
  if (filters.rule && note.rule !== filters.rule) return false;
  return true;
}

function inState(note) {
  const decided = choiceOf(note) !== null;
  return !filters.state || decided === (filters.state === "decided");
}

/** Decide anew which notes are on the page; a decision alone must not make its note jump away. */
function sift() {
  const fitting = [...notes.values()].filter(passes);
  shown = fitting
    .filter(inState)
    .filter((note) => !filters.article || note.article.path === filters.article)
    .map((note) => note.id);
  return fitting;
}

// Offsets count characters as Python does, not UTF-16 units.
const characters = (text) => Array.from(text);

function slice(text, from, to) {
  return characters(text).slice(from, to).join("");
}

function byCodePoint(one, other) {
  const left = characters(one);
  const right = characters(other);
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const gap = left[at].codePointAt(0) - right[at].codePointAt(0);
    if (gap) return gap;
  }
  return left.length - right.length;
}

/** The whole of decisions.tsv with what was decided here. */
function decisionsText() {
  const lines = new Map(data.decisions.map((one) => [one.id, one]));
  for (const [id, change] of pending) {
    if (change.choice === null) lines.delete(id);
    else lines.set(id, { ...change, note: lines.get(id)?.note ?? "" });
  }
  const sorted = [...lines.values()].sort(
    (one, other) =>
      byCodePoint(one.path, other.path) ||
      byCodePoint(one.variant, other.variant) ||
      byCodePoint(one.sentence, other.sentence) ||
      one.at - other.at ||
      byCodePoint(one.before, other.before),
  );
  const columns = ["path", "variant", "sentence", "at", "before", "choice", "note"];
  const cells = (one) => columns.map((name) => cell(one[name])).join("\t");
  return [columns.join("\t"), ...sorted.map(cells)].join("\n") + "\n";
}

function cell(value) {
  const escapes = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
  return String(value).replace(/[\\\t\n\r]/g, (sign) => escapes[sign]);
}
