// One page: hears of builds, and comes up anew only if something that it shows has changed.

const script = document.currentScript;
const SCROLL = "hutong-live-scroll";
let [session, number] = script.dataset.since.split(".");
number = Number(number);
let leaving = false;
let queue = Promise.resolve();
const styles = new Set(); // every stylesheet that this page ever linked

/** The output file behind an address of this site; "" for any other. */
function fileOf(address) {
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin ? decodeURIComponent(url.pathname).slice(1) : "";
  } catch {
    return "";
  }
}

/** This page's own file: what was sent, and what would be there if that was the 404 page. */
function ownFiles() {
  const path = fileOf(location.href);
  const folder = path === "" || path.endsWith("/") ? path : `${path}/`;
  return [script.dataset.file, path, `${folder}index.html`];
}

function stylesheets(root = document) {
  return [...root.querySelectorAll("link[href]")].filter((link) => link.relList.contains("stylesheet"));
}

/** All that this page has asked this site for, or is going to. */
function used() {
  const found = performance.getEntriesByType("resource").map((entry) => entry.name);
  for (const one of document.querySelectorAll("[src], object[data]")) found.push(one.src || one.data);
  for (const link of stylesheets()) found.push(link.href);
  return new Set(found.map(fileOf).filter(Boolean));
}

function reload() {
  leaving = true;
  const at = { path: location.pathname, x: scrollX, y: scrollY };
  sessionStorage.setItem(SCROLL, JSON.stringify(at));
  location.reload();
}

/** Back to where the reader was; once more when pictures have made the page as long as before. */
function restore() {
  const at = JSON.parse(sessionStorage.getItem(SCROLL) ?? "null");
  sessionStorage.removeItem(SCROLL);
  if (at?.path !== location.pathname) return;
  const go = () => scrollTo({ left: at.x, top: at.y, behavior: "instant" });
  const moved = new AbortController();
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(kind, () => moved.abort(), { once: true, passive: true, signal: moved.signal });
  }
  go();
  addEventListener("load", () => {
    go();
    moved.abort();
  }, { once: true, signal: moved.signal });
}

/** An answer of the server, or null if it has gone: the stream tells of that. */
function ask(address) {
  return fetch(address, { cache: "no-store" }).catch(() => null);
}

/** The links of the page as it is now on the server, if nothing but its style has changed. */
async function freshLinks() {
  const answer = await ask(location.href);
  if (!answer) return stylesheets();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const tag = fresh.querySelector('script[src="/_live/live.js"]');
  return tag?.dataset.shape === script.dataset.shape ? stylesheets(fresh) : null;
}

/** Put new links in the place of old ones, each taken away when its successor is in force. */
function swap(links, fresh) {
  for (const [at, old] of links.entries()) {
    const link = document.importNode(fresh[at]);
    const done = () => old.remove();
    link.addEventListener("load", done, { once: true });
    link.addEventListener("error", done, { once: true });
    old.after(link);
  }
}

function again(link) {
  const fresh = link.cloneNode();
  const url = new URL(link.href);
  url.searchParams.set("live", number);
  fresh.href = url.href;
  return fresh;
}

async function built(build) {
  if (build.number <= number) return;
  number = build.number;
  const gone = new Set(build.removed);
  const touched = new Set([...build.changed, ...build.removed]);
  const own = ownFiles();
  const links = stylesheets();
  for (const link of links) styles.add(fileOf(link.href));
  const hit = [...used()].filter((file) => touched.has(file) && !own.includes(file));
  const mine = own.some((file) => touched.has(file));
  if (!mine && !hit.length) return;
  if (own.some((file) => gone.has(file)) || hit.some((file) => !styles.has(file))) return reload();
  if (mine) {
    const fresh = await freshLinks();
    if (!fresh) return reload();
    const news = links.map((link, at) => [link, fresh[at]]);
    const changed = news.filter(([link, now]) => fileOf(link.href) !== fileOf(now.getAttribute("href")));
    swap(changed.map(([link]) => link), changed.map(([, now]) => now));
    for (const link of stylesheets()) styles.add(fileOf(link.href));
  }
  const inPlace = stylesheets().filter((link) => build.changed.includes(fileOf(link.href)));
  const old = inPlace.filter((link) => links.includes(link));
  swap(old, old.map(again));
}

/** How many notes wait; the server counts when it is asked, and says so when it has. */
async function count() {
  const answer = await ask(`/_live/page?file=${encodeURIComponent(script.dataset.file)}`);
  if (answer?.ok) overlay.notes(await answer.json());
}

async function hear(message) {
  if (leaving) return;
  if (message.kind === "up" || message.kind === "down") overlay.reached(message.kind === "up");
  if (message.kind === "hello" && (message.session !== session || message.number > number)) reload();
  if (message.kind === "state") overlay.failed(message.failure);
  if (message.kind === "build") await built(message);
  if (message.kind === "state" || message.kind === "notes") await count();
}

function tell(message) {
  queue = queue.then(() => hear(message)).catch(reportError);
}

/** Join the tabs of this browser, or listen alone where they cannot share. */
function listen() {
  const since = `${session}.${number}`;
  if (typeof SharedWorker === "undefined") return follow(since, tell);
  const { port } = new SharedWorker(WORKER, { name: "hutong-live" });
  port.onmessage = ({ data }) => tell(data);
  port.postMessage({ kind: "join", since });
  return () => {
    port.postMessage({ kind: "leave" });
    port.close();
  };
}

const overlay = makeOverlay(document.documentElement.lang);
restore();
let leave = listen();
addEventListener("pagehide", () => leave());
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) leave = listen();
});
