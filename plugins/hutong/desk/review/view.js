// Draws the page from what it knows. Text goes in as text nodes only, never as HTML.

/** Make an element: make("p", {class: "x"}, "text", child). */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function say(text) {
  $("toast").textContent = "";
  requestAnimationFrame(() => {
    $("toast").textContent = text;
  });
  clearTimeout(say.timer);
  say.timer = setTimeout(() => {
    $("toast").textContent = "";
  }, 6000);
}

function drawWords() {
  document.documentElement.lang = script;
  document.title = `${word("Conversion review")} · Hutong`;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
  }
  for (const element of document.querySelectorAll("[data-title]")) {
    element.title = word(element.dataset.title);
    element.setAttribute("aria-label", word(element.dataset.title));
  }
  for (const button of document.querySelectorAll("[data-script]")) {
    button.setAttribute("aria-pressed", String(button.dataset.script === script));
  }
  drawKeys();
}

const KEYS = [
  ["J", "Next note"],
  ["K", "Previous note"],
  ["1–9", "Choose that reading"],
  ["A", "Accept as converted"],
  ["P", "Leave as written in the source"],
  ["E", "Write it yourself"],
  ["G", "Add to the glossary"],
  ["U", "Undo"],
  ["S", "Save"],
  ["?", "Show these keys"],
];

function drawKeys() {
  $("keys").replaceChildren(
    ...KEYS.map(([key, msgid]) =>
      make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, word(msgid))),
    ),
  );
}

function drawFilters() {
  const all = [...notes.values()];
  const variants = data.variants.filter((one) => all.some((note) => note.variant === one.tag));
  const options = variants.map((one) => [one.tag, one.label]);
  if (all.some((note) => note.variant === "")) options.push(["", word("The source text")]);
  fill("variant", [["*", word("All")], ...options]);
  const rules = [...new Set(all.map((note) => note.rule))].sort();
  fill("rule", [["", word("All")], ...rules.map((rule) => [rule, ruleName(rule)])]);
  $("amount-hint").textContent = word("At most %(n)s per 1,000 characters", { n: setup.few });
}

function fill(name, options) {
  const select = $("filter-form").elements[name];
  select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
  if (!options.some(([value]) => value === filters[name])) filters[name] = options[0][0];
  select.value = filters[name];
}

function ruleName(rule) {
  return catalogues[script][`rule:${rule}`] ?? rule;
}

function variantName(tag) {
  return data.variants.find((one) => one.tag === tag)?.label ?? (tag || word("The source text"));
}

function drawAll() {
  drawWords();
  drawFilters();
  const fitting = sift();
  drawArticles(fitting);
  $("told").replaceChildren(...told());
  $("list").replaceChildren();
  drawn = 0;
  drawMore();
  if (!shown.length && !data.problems.length) $("list").replaceChildren(nothing(fitting));
  $("rest").replaceChildren(...rest());
  if (!notes.has(current) || !shown.includes(current)) current = shown[0] ?? "";
  markCurrent();
  drawCount();
}

function nothing(fitting) {
  const left = [...notes.values()].some((note) => choiceOf(note) === null);
  const text = left && fitting.length < notes.size ? "Nothing left here; see what to show." : "Nothing is left to decide.";
  return make("p", { class: "nothing" }, word(text));
}

function drawCount() {
  const fitting = [...notes.values()].filter(passes);
  const done = fitting.filter((note) => choiceOf(note) !== null).length;
  $("count").textContent = word("%(done)s of %(all)s decided", { done, all: fitting.length });
  $("progress").max = Math.max(1, fitting.length);
  $("progress").value = done;
  $("save-text").textContent = pending.size
    ? word("Save %(n)s changes", { n: pending.size })
    : word("Save");
  $("save").disabled = !pending.size;
}

function drawArticles(fitting) {
  const counts = new Map();
  for (const note of fitting.filter(inState)) {
    counts.set(note.article.path, (counts.get(note.article.path) ?? 0) + 1);
  }
  const button = (path, title, count, lang) =>
    make(
      "li",
      {},
      make(
        "button",
        { type: "button", "data-article": path, "aria-pressed": String(filters.article === path) },
        make("span", { lang }, title),
        make("span", { class: "number" }, String(count)),
      ),
    );
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const rows = [...counts].map(([path, count]) =>
    button(path, articles.get(path).title, count, articles.get(path).variant),
  );
  $("articles").replaceChildren(button("", word("All articles"), total), ...rows);
}

/** Draw the next notes of those that the filters let through. */
function drawMore() {
  const upTo = Math.min(shown.length, drawn + PAGE);
  for (; drawn < upTo; drawn += 1) {
    const note = notes.get(shown[drawn]);
    articleList(note.article).append(drawNote(note));
  }
  $("more").hidden = drawn >= shown.length;
}

function articleList(article) {
  const id = `article-${data.articles.indexOf(article)}`;
  const known = $(id);
  if (known) return known.querySelector("ol");
  const list = make("ol", { class: "notes" });
  const title = make("h2", { lang: article.variant, id: `${id}-title` }, titleLink(article));
  const path = make("p", { class: "path" }, placeButton(article.path, 0));
  $("list").append(make("section", { id, "aria-labelledby": `${id}-title` }, title, path, list));
  return list;
}

function titleLink(article) {
  const page = article.pages[article.variant] ?? Object.values(article.pages)[0];
  const href = setup.served ? page && `/${page}` : setup.base + encodeURI(article.path);
  return href ? make("a", { href }, article.title) : article.title;
}

function placeButton(path, line) {
  const place = line ? `${path}:${line}` : path;
  const text = line ? word("line %(n)s", { n: line }) : path;
  const label = word("Copy %(place)s", { place });
  return make("button", { type: "button", class: "plain", "data-copy": place, title: label }, text);
}

function drawNote(note) {
  const item = make("li", { class: "note", id: `n-${note.id}`, tabindex: "-1" });
  item.append(...noteParts(note));
  dress(item, note);
  return item;
}

function redraw(id) {
  const item = $(`n-${id}`);
  const note = notes.get(id);
  if (!item || !note) return;
  const had = item.contains(document.activeElement);
  item.replaceChildren(...noteParts(note));
  dress(item, note);
  if (had) item.focus({ preventScroll: true });
}

function dress(item, note) {
  const choice = choiceOf(note);
  item.classList.toggle("decided", choice !== null);
  item.classList.toggle("unsaved", pending.has(note.id));
  item.toggleAttribute("aria-current", false);
  if (note.id === current) item.setAttribute("aria-current", "true");
}

function noteParts(note) {
  const choice = choiceOf(note);
  const standing = choice ?? note.after;
  const lines = [
    sentenceLine(word("Source"), note.article.variant, note.sentence, note.at, note.before, note.before),
  ];
  const goes = note.variant ? variantName(note.variant) : word("Proposed");
  const lang = note.variant || note.article.variant;
  lines.push(sentenceLine(goes, lang, note.reading, note.reading_at, note.after, standing, "reading"));
  return [
    make("div", { class: "sentences" }, ...lines),
    choices(note, choice),
    facts(note, choice),
    actions(note, choice),
  ];
}

function sentenceLine(label, lang, text, at, was, now, kind = "source") {
  const signs = characters(text);
  const stop = at + characters(was).length;
  return make(
    "p",
    { class: `line ${kind}` },
    make("span", { class: "label" }, label),
    make(
      "span",
      { lang, class: "sentence" },
      signs.slice(0, at).join(""),
      make("mark", {}, now),
      signs.slice(stop).join(""),
    ),
  );
}

function choices(note, choice) {
  if (!note.variant) return "";
  const own = choice !== null && !note.choices.includes(choice) ? [choice] : [];
  const buttons = [...note.choices, ...own].map((text, at) =>
    make(
      "button",
      { type: "button", "data-choice": text, "aria-pressed": String(choice === text), lang: note.variant, class: choice === null && text === note.after ? "now" : null },
      at < 9 ? make("kbd", { "aria-hidden": "true" }, String(at + 1)) : null,
      text,
    ),
  );
  return make("div", { class: "choices", role: "group", "aria-label": word("Readings") }, ...buttons);
}

function sureness(confidence) {
  const steps = [[0.5, "Mere guess"], [0.75, "Not sure"], [0.9, "Fairly sure"]];
  return steps.find(([below]) => confidence < below)?.[1] ?? "Nearly sure";
}

function percent(share) {
  return `${Math.min(99, Math.max(1, Math.round(share * 100)))}%`;
}

function facts(note, choice) {
  const parts = [];
  if (choice !== null) {
    parts.push(make("strong", { class: "state" }, stateText(note, choice)));
  } else if (note.variant) {
    const sure = `${word(sureness(note.confidence))} ${percent(note.confidence)}`;
    parts.push(make("span", { class: note.confidence < 0.75 ? "doubt" : null }, sure));
  } else {
    parts.push(make("span", {}, word("Likely a slip, %(share)s", { share: percent(1 - note.confidence) })));
  }
  parts.push(make("span", {}, ruleName(note.rule)));
  for (const line of note.lines) parts.push(placeButton(note.article.path, line));
  return make("p", { class: "facts" }, ...parts);
}

function stateText(note, choice) {
  const saved = pending.has(note.id) ? "" : ` · ${word("saved")}`;
  const text = choice === note.before ? word("Left as written") : word("Decided: %(text)s", { text: choice });
  return text + saved;
}

function actions(note, choice) {
  const button = (action, key, msgid) =>
    make(
      "button",
      { type: "button", "data-action": action, "aria-keyshortcuts": key.toLowerCase() },
      word(msgid),
      make("kbd", { "aria-hidden": "true" }, key),
    );
  const row = [];
  if (note.variant) {
    row.push(button("accept", "A", "Accept"), button("protect", "P", "Leave as written"));
    row.push(button("write", "E", "Other text"), button("term", "G", "Glossary"));
  } else {
    row.push(button("protect", "P", "It is meant so"));
  }
  if (choice !== null) row.push(button("undo", "U", "Undo"));
  const link = setup.served && note.variant ? previewLink(note) : null;
  const why = catalogues[script][`why:${note.rule}`] ?? word("why:other");
  const mend = note.variant ? "" : ` ${word("Mend it in the article itself.")}`;
  return make(
    "div",
    { class: "more-about" },
    make("p", { class: "why" }, why + mend),
    make("div", { class: "actions" }, ...row, link),
  );
}

/** The place on the preview page, which browsers scroll to and mark. */
function previewLink(note) {
  const page = note.article.pages[note.variant];
  if (!page) return null;
  const near = slice(note.reading, Math.max(0, note.reading_at - 6), note.reading_at + 10);
  const text = encodeURIComponent(near).replace(/-/g, "%2D");
  return make("a", { href: `/${page}#:~:text=${text}`, target: "_blank", rel: "noopener" }, word("See the page"));
}

/** What comes before the notes: errors, and counterparts to read again. */
function told() {
  const parts = [];
  if (!setup.served) {
    parts.push(make("p", { class: "banner" }, word("Opened from a file: decide here, then take the result along with Save.")));
  }
  if (data.problems.length) {
    const list = data.problems.map((text) => make("li", { lang: "en" }, text));
    parts.push(box("problems", "The content has errors", "Mend them first; then the notes appear here.", list));
  }
  if (data.counterparts.length) {
    const hint = "Their originals changed after them; read them again.";
    parts.push(box("counterparts", "Counterparts that fell behind", hint, data.counterparts.map(counterpart)));
  }
  return parts;
}

function counterpart(one) {
  const values = { changed: one.changed, read: one.read };
  const text = one.committed ? "Original changed %(changed)s, this text %(read)s." : "Original changed and not committed yet, this text %(read)s.";
  return make("li", {}, placeButton(one.path, 0), make("span", {}, word(text, values)));
}

/** What comes after: decisions whose place is gone. */
function rest() {
  const stale = data.decisions.filter((one) => one.stale);
  const parts = [];
  if (stale.length) {
    parts.push(box("stale", "Decisions without a place", "The sentence was changed or is gone; these lines do nothing.", stale.map(oldDecision)));
  }
  return parts;
}

function oldDecision(one) {
  const removed = pending.has(one.id);
  const text = removed ? word("Keep after all") : word("Remove");
  const choice = one.choice === one.before ? word("Left as written") : word("Decided: %(text)s", { text: one.choice });
  const signs = characters(one.sentence);
  const stop = one.at + characters(one.before).length;
  return make(
    "li",
    { class: removed ? "removed" : null },
    make("p", { class: "sentence" }, signs.slice(0, one.at).join(""), make("mark", {}, one.before), signs.slice(stop).join("")),
    make(
      "p",
      { class: "facts" },
      make("strong", { class: "state" }, choice),
      make("span", {}, variantName(one.variant)),
      placeButton(`content/${one.path}`, 0),
      make("button", { type: "button", "data-remove": one.id, "aria-pressed": String(removed) }, text),
    ),
  );
}

function box(kind, title, hint, items) {
  return make(
    "section",
    { class: `box ${kind}`, "aria-labelledby": `${kind}-title` },
    make("h2", { id: `${kind}-title` }, word(title)),
    make("p", { class: "hint" }, word(hint)),
    make("ul", {}, ...items),
  );
}

function markCurrent() {
  for (const item of document.querySelectorAll(".note[aria-current]")) item.removeAttribute("aria-current");
  $(`n-${current}`)?.setAttribute("aria-current", "true");
}
