// One stream of events. Browsers come back by themselves after most failures; we do for the rest.

const RETRY = 1000; // ms

/** Follow the server from `since` on; `tell` gets messages. Returns what ends it. */
function follow(since, tell) {
  let source = null;
  let timer = 0;
  let last = since;

  function open() {
    source = new EventSource(`/_live/events?since=${encodeURIComponent(last)}`);
    for (const kind of ["hello", "build", "state", "notes"]) {
      source.addEventListener(kind, ({ data, lastEventId }) => {
        if (kind === "build") last = lastEventId;
        tell({ kind, ...JSON.parse(data) });
      });
    }
    source.onopen = () => tell({ kind: "up" });
    source.onerror = () => {
      tell({ kind: "down" });
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer);
      timer = setTimeout(open, RETRY);
    };
  }

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
