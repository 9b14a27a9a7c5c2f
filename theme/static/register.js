// Hutong: the table of agreements, searched by facets. Without this file it is whole, newest first.
// A row says of itself what it is (data-type…); its parties are the links in its last cell. What a
// reader has chosen is in the address, so that Back, a link and the other edition keep it.

const FACETS = ["type", "status", "year", "place", "subject", "party"];
const FEW = 8;
/** Facets in the order of their values; the others have the most frequent first. */
const ORDERED = new Set(["year"]);

/** One key for one text, whatever its case, width, and marks around titles. */
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[《》〈〉「」『』“”‘’"]/g, "");

/** A value of a facet: `items` are list items, made when first shown; `total` counts all rows. */
function option(facet, value, text, item = null) {
  return { facet, value, text, item, total: 0, count: 0, checked: false };
}

class Facet {
  constructor(name, fieldset) {
    this.name = name;
    this.fieldset = fieldset;
    this.more = fieldset.querySelector("[data-more]");
    this.list = fieldset.querySelector("ul") || document.createElement("ul");
    this.more.before(this.list);
    this.all = false;
    this.options = new Map();
    for (const item of this.list.children) {
      const input = item.querySelector("input");
      const text = item.querySelector("[data-name]").textContent;
      this.options.set(input.value, option(this, input.value, text, item));
    }
  }

  /** The option of a value; one that no list item says is named by `text`. */
  of(value, text) {
    let found = this.options.get(value);
    if (!found) this.options.set(value, (found = option(this, value, text)));
    return found;
  }

  /** What is chosen now. */
  get chosen() {
    return [...this.options.values()].filter((one) => one.checked);
  }

  item(one) {
    if (!one.item) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      Object.assign(input, { type: "checkbox", name: this.name, value: one.value });
      const name = document.createElement("span");
      name.textContent = one.text;
      const count = document.createElement("span");
      count.className = "count";
      label.append(input, name, count);
      one.item = document.createElement("li");
      one.item.append(label);
    }
    if (!one.input) {
      one.input = one.item.querySelector("input");
      one.number = one.item.querySelector(".count");
    }
    return one.item;
  }

  /** Shows the options that lead somewhere: a few, most frequent first, or all. */
  show() {
    const useful = this.sorted.filter((one) => one.count || one.checked);
    if (this.all) this.showAll();
    else this.showFew(useful);
    this.fieldset.hidden = this.options.size < 2 || !useful.length;
    this.more.hidden = useful.length <= FEW;
    const { all, few } = this.more.dataset;
    this.more.textContent = this.all ? few : all.replace("{count}", useful.length);
    this.more.setAttribute("aria-expanded", String(this.all));
  }

  /** All that there are, which stay where they are; thousands are not moved at every click. */
  showAll() {
    for (const one of this.sorted) {
      const item = this.item(one);
      const idle = !one.count && !one.checked;
      if (item.hidden !== idle) item.hidden = idle;
      if (!idle) this.mark(one);
    }
    this.place(this.sorted);
  }

  showFew(useful) {
    const here = document.activeElement;
    if (!ORDERED.has(this.name)) useful.sort((one, other) => other.count - one.count);
    const shown = useful.filter(
      (one, at) => at < FEW || one.checked || (here && one.input === here),
    );
    for (const one of shown) {
      this.item(one).hidden = false;
      this.mark(one);
    }
    this.place(shown);
  }

  mark(one) {
    if (one.shown !== one.count) one.number.textContent = one.shown = one.count;
    if (one.input.checked !== one.checked) one.input.checked = one.checked;
  }

  /** Puts the items of these options into the list, unless they are there already. */
  place(shown) {
    const old = this.list.children;
    if (old.length === shown.length && shown.every((one, at) => one.item === old[at])) return;
    const here = document.activeElement;
    const inside = here && this.list.contains(here);
    this.list.replaceChildren(...shown.map((one) => one.item));
    if (inside) here.focus({ preventScroll: true });
  }
}

class Table {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    this.table = root.querySelector("table");
    this.body = this.table.tBodies[0];
    this.status = root.querySelector("[data-result]");
    this.clear = root.querySelector("[data-clear]");
    this.query = this.form.elements.q;
    this.sort = "";
    this.facets = FACETS.map(
      (name) => new Facet(name, this.form.querySelector(`[data-facet="${name}"]`)),
    );
    this.rows = [...this.body.rows].map((row) => this.read(row));
    this.shown = this.rows.length;
    for (const facet of this.facets) {
      facet.sorted = [...facet.options.values()].sort((a, b) =>
        ORDERED.has(facet.name) ? b.value.localeCompare(a.value) : b.total - a.total,
      );
    }
    this.orders = new Map([["", this.rows]]);
  }

  /** What a row is, as options of each facet. */
  read(row) {
    const { type, status, place, subject, date, also = "" } = row.dataset;
    const parties = [...row.cells[4].querySelectorAll("a")].map((link) => [
      link.pathname.split("/").at(-2),
      link.textContent,
    ]);
    const named = (words) => (words ? words.split(" ").map((word) => [word, word]) : []);
    const values = [named(type), named(status), named(date && date.slice(0, 4)), named(place),
      named(subject), parties];
    const options = this.facets.map((facet, at) =>
      [...new Set(values[at].map((pair) => facet.of(...pair)))],
    );
    for (const some of options) for (const one of some) one.total += 1;
    return { row, options, text: fold(`${row.cells[0].textContent}|${also}`), date: date || "" };
  }

  /** Which rows fit, and how many each option would show if it were chosen as well. */
  find() {
    const chosen = this.facets.map((facet) => new Set(facet.chosen));
    const words = fold(this.query.value).split(/\s+/).filter(Boolean);
    for (const facet of this.facets) for (const one of facet.options.values()) one.count = 0;
    let shown = 0;
    const changed = [];
    for (const one of this.rows) {
      let missed = words.every((word) => one.text.includes(word)) ? 0 : 2;
      let missing = -1;
      for (let at = 0; missed < 2 && at < chosen.length; at += 1) {
        if (!chosen[at].size || one.options[at].some((value) => chosen[at].has(value))) continue;
        missed += 1;
        missing = at;
      }
      if (!missed) for (const some of one.options) for (const value of some) value.count += 1;
      else if (missed === 1) for (const value of one.options[missing]) value.count += 1;
      if (!missed) shown += 1;
      if (one.row.hidden === !missed) changed.push([one.row, missed > 0]);
    }
    for (const [row, hidden] of changed) row.hidden = hidden;
    this.shown = shown;
  }

  /** Finds and shows all that follows from what is chosen. */
  refresh() {
    this.find();
    for (const facet of this.facets) facet.show();
    const { all, some } = this.status.dataset;
    const whole = this.shown === this.rows.length;
    const text = (whole ? all : some)
      .replace("{count}", this.shown)
      .replace("{total}", this.rows.length);
    if (this.status.textContent !== text) this.status.textContent = text;
    this.clear.hidden = !this.query.value && this.facets.every((facet) => !facet.chosen.length);
    this.table.hidden = !this.shown;
  }

  /** The rows in the order of a column; those that say nothing there come last. */
  order(name) {
    let rows = this.orders.get(name);
    if (rows) return rows;
    const down = name.startsWith("-");
    const key = name.slice(down ? 1 : 0);
    const at = ["title", "type", "status", "date", "parties"].indexOf(key);
    const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const value = (one) => (key === "date" ? one.date : one.row.cells[at].textContent.trim());
    const keyed = this.rows.map((one) => [value(one), one]);
    keyed.sort(([a], [b]) => {
      if (!a || !b) return Boolean(b) - Boolean(a);
      const found = key === "date" ? (a > b) - (a < b) : compare(a, b);
      return down ? -found : found;
    });
    rows = keyed.map(([, one]) => one);
    this.orders.set(name, rows);
    return rows;
  }

  arrange(name) {
    if (name === this.sort) return;
    this.sort = name;
    this.body.append(...this.order(name).map((one) => one.row));
    this.mark();
  }

  /** Says in the head by which column the rows are sorted. */
  mark() {
    const sort = this.sort || "-date";
    for (const head of this.table.tHead.rows[0].cells) {
      const { sort: key } = head.dataset;
      if (sort === key) head.setAttribute("aria-sort", "ascending");
      else if (sort === `-${key}`) head.setAttribute("aria-sort", "descending");
      else head.removeAttribute("aria-sort");
    }
  }

  address() {
    const search = new URLSearchParams();
    for (const facet of this.facets) {
      for (const one of facet.chosen) search.append(facet.name, one.value);
    }
    if (this.query.value.trim()) search.set("q", this.query.value.trim());
    if (this.sort) search.set("sort", this.sort);
    const text = search.toString();
    return text ? `?${text}` : location.pathname;
  }

  /** Puts what is chosen into the address, and into the links to the other editions. */
  remember(way) {
    const address = this.address();
    history[way](null, "", address);
    this.carry();
  }

  carry() {
    for (const link of document.querySelectorAll("a[data-edition]")) link.search = location.search;
  }

  /** Does what the address says; what it names and nobody knows is passed over. */
  restore() {
    const search = new URLSearchParams(location.search);
    for (const facet of this.facets) {
      const wanted = new Set(search.getAll(facet.name));
      for (const one of facet.options.values()) one.checked = wanted.has(one.value);
    }
    this.query.value = search.get("q") || "";
    const sort = search.get("sort") || "";
    const known = /^-?(title|type|status|date|parties)$/.test(sort) && sort !== "-date";
    this.arrange(known ? sort : "");
    this.refresh();
    this.carry();
  }

  choose(input) {
    const facet = this.facets.find((one) => one.name === input.name);
    facet.options.get(input.value).checked = input.checked;
    this.refresh();
    this.remember("pushState");
  }

  forget() {
    for (const facet of this.facets) for (const one of facet.chosen) one.checked = false;
    this.query.value = "";
    this.refresh();
    this.remember("pushState");
    this.query.focus();
  }

  listen() {
    let waiting;
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => {
      if (event.target.type === "checkbox") this.choose(event.target);
    });
    const search = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        this.refresh();
        this.remember("replaceState");
      }, 150);
    };
    this.query.addEventListener("input", (event) => {
      if (!event.isComposing) search(); // half a syllable is in no title
    });
    this.query.addEventListener("compositionend", search);
    this.clear.addEventListener("click", () => this.forget());
    addEventListener("popstate", () => this.restore());
    for (const facet of this.facets) {
      facet.more.addEventListener("click", () => {
        facet.all = !facet.all;
        facet.show();
      });
    }
    for (const head of this.table.tHead.rows[0].cells) this.listenToHead(head);
  }

  /** Makes a button of the words of a column's head. */
  listenToHead(head) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const { sort: key } = head.dataset;
    button.addEventListener("click", () => {
      const now = this.sort || "-date";
      const first = key === "date" ? "-date" : key;
      const next = now === first ? (first === key ? `-${key}` : key) : first;
      this.arrange(next === "-date" ? "" : next);
      this.remember("pushState");
    });
  }

  /** Facets lie open beside the table where there is room, and fold where there is none. */
  fold() {
    const folded = this.root.querySelector("details");
    const wide = matchMedia("(min-width: 64rem)");
    const set = () => {
      folded.open = wide.matches;
    };
    wide.addEventListener("change", set);
    set();
    folded.hidden = false;
  }
}

const root = document.querySelector("[data-agreements]");
if (root) {
  const table = new Table(root);
  table.mark();
  table.listen();
  table.fold();
  table.restore();
}
