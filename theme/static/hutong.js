// Hutong: small comforts. Every page works without this file.
// No cookies, no requests to anyone; the only thing kept is the edition a reader chose.

const CHOSEN = "hutong-edition";
const DISMISSED = "hutong-hint-dismissed";

/** Storage may be switched off; then nothing is remembered, and nothing breaks. */
const memory = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      /* private browsing: the choice lasts for this page only */
    }
  },
};

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** A language tag with script and region filled in: zh-HK is zh-Hant-HK, zh is zh-Hans-CN. */
function full(tag) {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}

/** Of the editions' tags, the one that the browser's languages ask for first, or null. */
function preferred(tags, languages) {
  const editions = tags.map((tag) => [tag, full(tag)]).filter(([, edition]) => edition);
  for (const wanted of languages.map(full)) {
    if (!wanted || !["zh", "yue", "cmn"].includes(wanted.language)) continue;
    const readable = editions.filter(([, edition]) => edition.script === wanted.script);
    const near = readable.find(([, edition]) => edition.region === wanted.region);
    if (readable.length) return (near || readable[0])[0];
  }
  return null;
}

function rememberChoices() {
  for (const link of all("a[data-edition]")) {
    link.addEventListener("click", () => memory.set(CHOSEN, link.dataset.edition));
  }
}

/** The page at the root sends a reader to his edition, unless he asked to stay (#stay). */
function openGateway() {
  const doors = document.querySelector("[data-gateway]");
  if (!doors || location.hash === "#stay") return;
  const links = all("h2 a[data-edition]", doors);
  const tags = links.map((link) => link.dataset.edition);
  const chosen = memory.get(CHOSEN);
  const tag = tags.includes(chosen) ? chosen : preferred(tags, navigator.languages || []);
  const link = links.find((one) => one.dataset.edition === tag);
  if (link) location.replace(link.href);
}

/** Offers the other script where the browser prefers it; never takes anyone there. */
function offerOtherScript() {
  const here = document.documentElement.lang;
  const hints = all("[data-hint]");
  if (!hints.length || memory.get(CHOSEN) === here || memory.get(DISMISSED)) return;
  const tags = [here, ...hints.map((hint) => hint.dataset.hint)];
  const tag = preferred(tags, navigator.languages || []);
  const hint = hints.find((one) => one.dataset.hint === tag);
  if (!hint) return;
  hint.hidden = false;
  hint.querySelector("[data-dismiss]").addEventListener("click", () => {
    hint.hidden = true;
    memory.set(DISMISSED, "yes");
    document.getElementById("content").focus({ preventScroll: true });
  });
}

function say(text) {
  const status = document.querySelector("[data-status]");
  if (!status) return;
  status.textContent = "";
  setTimeout(() => {
    status.textContent = text;
  }, 50);
}

function permalink() {
  return document.querySelector("[data-permalink]");
}

function showPermalink() {
  const field = permalink();
  if (!field) return; // a page of the register: what was to be copied stands there to select
  field.closest("p").hidden = false;
  field.focus();
  field.select();
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say(button.dataset.done);
  } catch {
    showPermalink();
    say(button.dataset.failed);
  }
}

async function share(button) {
  try {
    await navigator.share({ title: button.dataset.title, url: button.dataset.share });
  } catch (error) {
    if (error.name === "AbortError") return;
    showPermalink();
    say(button.dataset.failed);
  }
}

/** Shows the buttons that this browser can serve, and puts the plain address away. */
function offerSharing() {
  const can = { copy: true, share: Boolean(navigator.share), print: Boolean(window.print) };
  for (const item of all("[data-needs]")) item.hidden = !can[item.dataset.needs];
  const field = permalink();
  if (field && document.querySelector("[data-copy]")) field.closest("p").hidden = true;
  for (const button of all("[data-copy]")) button.addEventListener("click", () => copy(button));
  for (const button of all("[data-share]")) button.addEventListener("click", () => share(button));
  for (const button of all("[data-print]")) button.addEventListener("click", () => window.print());
}

/** Draws the QR code the first time a reader opens it; the library is loaded only then. */
async function drawCode(details) {
  const place = details.querySelector("[data-qr-code]");
  if (!details.open || place.firstChild) return;
  const { generate } = await import(new URL(details.dataset.qrJs, document.baseURI));
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", details.dataset.qrAlt);
  generate(details.dataset.qr).toCanvas(canvas);
  place.replaceChildren(canvas);
}

function drawCodesOnDemand() {
  for (const details of all("details[data-qr]")) {
    details.addEventListener("toggle", () => {
      drawCode(details).catch(() => {
        /* the address in writing stays beside it */
        details.querySelector("[data-qr-code]").hidden = true;
      });
    });
  }
}

/** A long menu scrolls on small screens: bring the current section to its middle. */
function showCurrentSection() {
  const current = document.querySelector(".nav [aria-current]");
  const list = current && current.closest("ul");
  if (!list) return;
  const middle = current.offsetLeft - list.offsetLeft + current.offsetWidth / 2;
  list.scrollLeft = middle - list.clientWidth / 2;
}

openGateway();
rememberChoices();
offerOtherScript();
offerSharing();
drawCodesOnDemand();
showCurrentSection();
