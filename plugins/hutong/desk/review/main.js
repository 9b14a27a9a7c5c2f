// What an editor does: keys, clicks, saving.

function go(id, focus = true) {
  if (!id) return;
  while (!$(`n-${id}`) && drawn < shown.length) drawMore();
  current = id;
  markCurrent();
  const item = $(`n-${id}`);
  if (focus) item?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const at = shown.indexOf(current);
  go(shown[Math.min(shown.length - 1, Math.max(0, at + by))]);
}

function nextOpen() {
  const at = shown.indexOf(current);
  const after = [...shown.slice(at + 1), ...shown.slice(0, at)];
  return after.find((id) => choiceOf(notes.get(id)) === null);
}

function choose(note, choice) {
  decide(note, choice);
  made.push(note.id);
  redraw(note.id);
  drawCount();
  const next = nextOpen();
  go(next ?? note.id);
  if (!next) say(word("Nothing is left to decide."));
}

/** Take back the decision on this note, or else the last one made here. */
function undo() {
  const here = notes.get(current);
  let id = here && choiceOf(here) !== null ? current : "";
  while (!id && made.length) {
    const last = made.pop();
    if (notes.has(last) && choiceOf(notes.get(last)) !== null) id = last;
  }
  if (!id) {
    say(word("Nothing to undo."));
    return;
  }
  decide(notes.get(id), null);
  redraw(id);
  drawCount();
  go(id);
}

const ACTIONS = {
  accept: (note) => note.variant && choose(note, note.after),
  protect: (note) => choose(note, note.before),
  write: (note) => note.variant && openWrite(note),
  term: (note) => note.variant && openTerm(note),
  undo: () => undo(),
};

const PLAIN = { a: "accept", p: "protect", e: "write", g: "term", u: "undo" };

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=radio]), select, textarea, dialog")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "s") save();
  else if (key === "?") $("help-dialog").showModal();
  else if (!act(key)) return;
  event.preventDefault();
}

function act(key) {
  const note = notes.get(current);
  if (PLAIN[key]) {
    if (note || key === "u") ACTIONS[PLAIN[key]](note);
    return true;
  }
  const choice = /^[1-9]$/.test(key) && note?.variant ? note.choices[Number(key) - 1] : undefined;
  if (choice === undefined) return false;
  choose(note, choice);
  return true;
}

function clicked(event) {
  const button = event.target.closest("button");
  const item = event.target.closest(".note");
  if (item && item.id !== `n-${current}`) {
    current = item.id.slice(2);
    markCurrent();
  }
  if (!button) return;
  const { choice, action, copy, remove, article, close } = button.dataset;
  const note = item && notes.get(item.id.slice(2));
  if (choice !== undefined) choose(note, choice);
  else if (action) ACTIONS[action](note);
  else if (copy) copyText(copy);
  else if (remove) toggleRemoved(remove);
  else if (article !== undefined) showArticle(article);
  else if (close !== undefined) button.closest("dialog").close();
}

function showArticle(path) {
  filters.article = path;
  drawAll();
  if (window.matchMedia("(max-width: 60rem)").matches) $("filters").open = false;
  document.querySelector(`[data-article="${CSS.escape(path)}"]`)?.focus();
  window.scrollTo(0, 0);
}

function toggleRemoved(id) {
  const decision = data.decisions.find((one) => one.id === id);
  decide(decision, pending.has(id) ? decision.choice : null);
  $("rest").replaceChildren(...rest());
  drawCount();
  document.querySelector(`[data-remove="${id}"]`)?.focus();
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(word("Copied: %(text)s", { text: text.length > 60 ? `${text.slice(0, 60)}…` : text }));
  } catch {
    say(word("Copying is not allowed here: %(text)s", { text: text.slice(0, 120) }));
  }
}

// Saving -----------------------------------------------------------------------------------

async function save() {
  if (!pending.size) {
    say(word("Nothing to save."));
    return;
  }
  if (!setup.served) {
    $("save-lines").value = decisionsText();
    $("save-dialog").showModal();
    return;
  }
  const sent = new Map(pending);
  const add = [];
  const remove = [];
  for (const { choice, ...key } of sent.values()) {
    if (choice === null) remove.push(key);
    else add.push({ ...key, choice });
  }
  const answer = await post("decisions", { add, remove });
  if (!answer.ok) {
    say(answer.message);
    return;
  }
  for (const [id, change] of sent) if (pending.get(id) === change) pending.delete(id);
  say(word("Saved to content/decisions.tsv; the edition is converted anew."));
  await reload();
}

async function post(what, body) {
  try {
    const response = await fetch(`/_review/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Hutong-Token": setup.token },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    return response.ok ? { ok: true, ...answer } : { ok: false, message: refusal(answer) };
  } catch {
    return { ok: false, message: word("The preview does not answer; is invoke serve running?") };
  }
}

function refusal({ error, message }) {
  const told = catalogues[script][`error:${error}`] ?? word("error:other");
  return `${told} (${message})`;
}

async function reload() {
  const before = document.activeElement?.closest(".note") !== null;
  try {
    const response = await fetch("/_review/notes.json");
    if (!response.ok) throw new Error(String(response.status));
    take(await response.json());
  } catch {
    say(word("Saved, but the notes could not be loaded anew; load the page again."));
    return;
  }
  for (const id of [...pending.keys()]) {
    if (!notes.has(id) && !data.decisions.some((one) => one.id === id)) pending.delete(id);
  }
  const near = shown.slice(Math.max(0, shown.indexOf(current)));
  drawAll();
  const place = near.find((id) => shown.includes(id)) ?? shown[0];
  if (place) go(place, before);
}

function download() {
  const blob = new Blob([$("save-lines").value], { type: "text/tab-separated-values" });
  const link = make("a", { href: URL.createObjectURL(blob), download: "decisions.tsv" });
  link.click();
  URL.revokeObjectURL(link.href);
}

// Another text ---------------------------------------------------------------------------------

let writing = null;

function openWrite(note) {
  writing = note;
  const n = characters(note.before).length;
  $("write-hint").textContent = word("For 「%(before)s」, %(n)s characters long.", { before: note.before, n });
  $("write-text").value = choiceOf(note) ?? note.after;
  $("write-text").lang = note.variant;
  $("write-wrong").textContent = "";
  $("write-dialog").showModal();
  $("write-text").select();
}

function written(event) {
  event.preventDefault();
  const text = $("write-text").value.trim();
  if (characters(text).length !== characters(writing.before).length) {
    $("write-wrong").textContent = word("Write as many characters as the source has; for longer or shorter words use the glossary.");
    return;
  }
  $("write-dialog").close();
  choose(writing, text);
}

// The glossary -----------------------------------------------------------------------------------

const term = { note: null, from: 0, to: 0, edited: new Set() };
const scriptOf = (tag) => tag.split("-")[1];

function openTerm(note) {
  term.note = note;
  term.from = note.at;
  term.to = note.at + characters(note.before).length;
  term.edited = new Set();
  const field = ({ tag, label }) =>
    make(
      "label",
      { class: "field" },
      make("span", {}, label),
      make("input", { "data-form": tag, lang: tag, autocomplete: "off", required: true }),
    );
  $("term-forms").replaceChildren(...data.variants.map(field));
  const topics = data.topics.map((topic) => make("option", { value: topic }, `${topic}.tsv`));
  $("term-topic").replaceChildren(...topics, make("option", { value: "" }, word("New file…")));
  const last = remembered("topic");
  if (data.topics.includes(last)) $("term-topic").value = last;
  $("term-note").value = "";
  $("term-wrong").textContent = "";
  $("term-submit").textContent = setup.served ? word("Add") : word("Copy the line");
  drawTerm();
  drawTopic();
  $("term-dialog").showModal();
}

function drawTerm() {
  const { note, from, to } = term;
  const signs = characters(note.sentence);
  $("term-sentence").lang = note.article.variant;
  $("term-word").lang = note.article.variant;
  $("term-sentence").replaceChildren(
    signs.slice(0, from).join(""),
    make("mark", {}, signs.slice(from, to).join("")),
    signs.slice(to).join(""),
  );
  $("term-word").textContent = signs.slice(from, to).join("");
  for (const input of document.querySelectorAll("[data-form]")) {
    if (!term.edited.has(input.dataset.form)) input.value = formFor(input.dataset.form);
  }
}

/** The word in a variant: as written where the script is the source's, else as converted. */
function formFor(tag) {
  const { note, from, to } = term;
  if (scriptOf(tag) === scriptOf(note.article.variant)) return slice(note.sentence, from, to);
  const stop = note.at + characters(note.before).length;
  const left = slice(note.reading, note.reading_at - (note.at - from), note.reading_at);
  const after = note.reading_at + characters(note.after).length;
  const right = slice(note.reading, after, after + (to - stop));
  return left + (choiceOf(note) ?? note.after) + right;
}

function drawTopic() {
  const fresh = $("term-topic").value === "";
  $("term-new").hidden = !fresh;
  $("term-name").required = fresh;
}

function moveTerm(move) {
  const { note } = term;
  const stop = note.at + characters(note.before).length;
  const length = characters(note.sentence).length;
  if (move === "left-out") term.from = Math.max(0, term.from - 1);
  if (move === "left-in") term.from = Math.min(note.at, term.from + 1);
  if (move === "right-in") term.to = Math.max(stop, term.to - 1);
  if (move === "right-out") term.to = Math.min(length, term.to + 1);
  drawTerm();
}

function arrowed(event) {
  const move = { ArrowLeft: "left-out", ArrowRight: "right-out" }[event.key];
  if (!move) return;
  event.preventDefault();
  moveTerm(move);
}

async function addTerm(event) {
  event.preventDefault();
  const inputs = [...document.querySelectorAll("[data-form]")];
  const forms = Object.fromEntries(inputs.map((input) => [input.dataset.form, input.value.trim()]));
  const topic = $("term-topic").value || $("term-name").value.trim();
  const note = $("term-note").value.trim();
  if (!setup.served) {
    $("term-dialog").close();
    await copyText([...Object.values(forms), note].join("\t"));
    return;
  }
  const answer = await post("glossary", { topic, forms, note });
  if (!answer.ok) {
    $("term-wrong").textContent = answer.message;
    return;
  }
  remember("topic", topic);
  $("term-dialog").close();
  say(word("Added: %(path)s line %(line)s; converted anew.", answer));
  await reload();
}

// Start ------------------------------------------------------------------------------------------

function speak(tag) {
  script = tag;
  remember("script", tag);
  const focused = document.activeElement;
  drawAll();
  focused?.focus();
}

function listen() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", clicked);
  for (const button of document.querySelectorAll("[data-script]")) {
    button.addEventListener("click", () => speak(button.dataset.script));
  }
  for (const button of document.querySelectorAll("[data-move]")) {
    button.addEventListener("click", () => moveTerm(button.dataset.move));
  }
  document.querySelector(".extend").addEventListener("keydown", arrowed);
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("close", () => go(current));
  }
  $("save").addEventListener("click", save);
  $("help").addEventListener("click", () => $("help-dialog").showModal());
  $("more").addEventListener("click", drawMore);
  $("filter-form").addEventListener("change", ({ target }) => {
    filters[target.name] = target.value;
    filters.article = "";
    drawAll();
  });
  $("filter-form").addEventListener("submit", (event) => event.preventDefault());
  $("save-copy").addEventListener("click", () => copyText($("save-lines").value));
  $("save-download").addEventListener("click", download);
  $("write-form").addEventListener("submit", written);
  $("term-form").addEventListener("submit", addTerm);
  $("term-forms").addEventListener("input", ({ target }) => term.edited.add(target.dataset.form));
  $("term-topic").addEventListener("change", drawTopic);
  window.addEventListener("beforeunload", (event) => {
    if (pending.size) event.preventDefault();
  });
}

take(data);
listen();
if (window.matchMedia("(max-width: 60rem)").matches) $("filters").open = false;
drawAll();
const asked = location.hash.replace(/^#n-/, "");
if (shown.includes(asked)) go(asked);
