// The bar in the corner of a page, in a shadow root: the site's style does not reach it, nor its
// own the site.

const CLOSED = "hutong-live-closed"; // the failure that was sent away, or "notes"
const FOLDED = "hutong-live-folded"; // the failure whose list was folded
const PATIENCE = 3000; // ms that the server may be away unremarked: it may be starting again

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function makeOverlay(lang) {
  const hans = /^zh-(hans|cn|sg|my)\b/i.test(lang);
  const words = WORDS[hans ? "zh-Hans-CN" : "zh-Hant-HK"];
  const word = (name, count) => words[name].replace("%n", count);
  const host = make("hutong-live", { lang: hans ? "zh-Hans-CN" : "zh-Hant-HK" });
  const root = host.attachShadow({ mode: "open" });
  const status = make("p", { class: "unseen", role: "status" });
  const bar = make("div", { class: "all", role: "region", "aria-label": word("preview"), hidden: "" });
  root.append(make("style", {}, STYLE), status, bar);
  document.documentElement.append(host);

  let failure = null;
  let waiting = { notes: 0, link: "" };
  let away = false;
  let timer = 0;

  /** What the bar is about; the same is not shown again in this session once it was closed. */
  function subjects() {
    const found = [];
    if (away) found.push("away");
    if (failure) found.push(failure.key);
    if (waiting.notes) found.push("notes");
    return found;
  }

  function closed() {
    return JSON.parse(sessionStorage.getItem(CLOSED) ?? "[]");
  }

  /** What is over may be shown when it comes again. */
  function over(ended) {
    sessionStorage.setItem(CLOSED, JSON.stringify(closed().filter((one) => !ended(one))));
  }

  function headline({ kind, count }) {
    return kind === "problems" ? word("problems", count) : word(kind);
  }

  function problem({ place, text, warning }) {
    const kind = warning ? [make("span", { class: "kind" }, word("warning"))] : [];
    return make(
      "li",
      {},
      make("p", { class: "place" }, make("code", {}, place), ...kind),
      make("p", { lang: "en" }, text),
    );
  }

  function panel() {
    const then = failure.kind === "fault" ? "" : word("then");
    const parts = [make("p", { class: "stale" }, word("stale"), then)];
    if (failure.text) parts.push(make("pre", { lang: "en" }, failure.text));
    if (failure.kind === "fault") parts.push(make("p", {}, word("report")));
    if (failure.problems.length) parts.push(make("ol", {}, ...failure.problems.map(problem)));
    if (failure.more) parts.push(make("p", {}, word("more", failure.more)));
    const scrolled = { role: "group", tabindex: "0", "aria-label": headline(failure) };
    return make("div", { class: "panel", id: "panel", ...scrolled }, ...parts);
  }

  function toggle() {
    const folded = sessionStorage.getItem(FOLDED) === failure.key;
    if (folded) sessionStorage.removeItem(FOLDED);
    else sessionStorage.setItem(FOLDED, failure.key);
    draw();
  }

  function close() {
    sessionStorage.setItem(CLOSED, JSON.stringify([...new Set([...closed(), ...subjects()])]));
    draw();
  }

  function button(name, attributes, act, ...children) {
    const node = make("button", { type: "button", "data-name": name, ...attributes }, ...children);
    node.addEventListener("click", act);
    return node;
  }

  function failed(shown) {
    const folded = sessionStorage.getItem(FOLDED) === failure.key;
    const open = String(!folded);
    const sign = make("span", { class: "sign", "aria-hidden": "true" }, "!");
    const turn = make("span", { class: "turn" }, word(folded ? "show" : "hide"));
    const head = { class: "failure", "aria-expanded": open, "aria-controls": "panel" };
    shown.push(button("toggle", head, toggle, sign, make("span", {}, headline(failure)), turn));
    return folded ? [] : [panel()];
  }

  function draw() {
    const focused = root.activeElement?.dataset.name;
    const sent = closed();
    const open = subjects().filter((one) => !sent.includes(one));
    bar.hidden = !open.length;
    const row = [];
    const above = failure && open.includes(failure.key) ? failed(row) : [];
    if (open.includes("away")) row.push(make("span", { class: "away" }, word("away")));
    if (open.includes("notes")) {
      row.push(make("a", { href: waiting.link, "data-name": "notes" }, word("notes", waiting.notes)));
    }
    const title = word("close");
    const sign = make("span", { "aria-hidden": "true" }, "×");
    const end = button("close", { class: "close", "aria-label": title, title }, close, sign);
    bar.classList.toggle("bad", row[0]?.className === "failure");
    bar.replaceChildren(...above, make("div", { class: "row" }, make("div", { class: "items" }, ...row), end));
    if (focused) root.querySelector(`[data-name="${focused}"]`)?.focus();
  }

  function say(gone) {
    away = gone;
    draw();
  }

  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (failure && root.querySelector(".panel")) {
      toggle();
      root.querySelector('[data-name="toggle"]').focus();
    } else {
      close();
    }
  });

  return {
    failed(found) {
      if (!found) over((one) => one !== "notes" && one !== "away");
      if (found?.key === failure?.key) return;
      if (found) status.textContent = headline(found);
      else status.textContent = word("mended");
      failure = found;
      draw();
    },
    notes(found) {
      if (found.notes === waiting.notes && found.link === waiting.link) return;
      waiting = found;
      draw();
    },
    reached(there) {
      if (there) {
        clearTimeout(timer);
        timer = 0;
        over((one) => one === "away");
        if (away) say(false);
      } else if (!timer) {
        timer = setTimeout(say, PATIENCE, true); // later attempts in vain do not start it again
      }
    },
  };
}
