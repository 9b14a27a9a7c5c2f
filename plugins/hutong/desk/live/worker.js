// One stream for all tabs of a browser, which opens six connections to a server and no more.
// Pages know up to which build they are good, so that telling them a build twice does no harm.

const ports = new Set();
const latest = new Map(); // the last message of each kind that is a state
let end = null;
let heard = null; // { session, number }: the last build that the stream has told of

function parsed(since) {
  const [session, number] = since.split(".");
  return { session, number: Number(number) };
}

/** Whether the stream that runs will tell a page at this point all that it has not heard. */
function covers({ session, number }) {
  return end !== null && session === heard.session && number >= heard.number;
}

function take(message) {
  if (message.kind === "hello") heard = { session: message.session, number: message.number };
  if (message.kind === "build") heard.number = message.number;
  if (message.kind === "up") latest.delete("down");
  if (["hello", "state", "down"].includes(message.kind)) latest.set(message.kind, message);
  for (const port of ports) port.postMessage(message);
}

function join(port, since) {
  ports.add(port);
  const at = parsed(since);
  if (covers(at)) {
    for (const message of latest.values()) port.postMessage(message);
    return;
  }
  end?.();
  latest.clear();
  heard = at;
  end = follow(since, take);
}

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.kind === "join") join(port, data.since);
    else ports.delete(port);
  };
};
