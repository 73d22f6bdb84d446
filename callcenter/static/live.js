// The operator's own telephone: the start page goes to the call by itself, any other page says that it rings.
// One tab waits for all of them, so that open tabs do not use up the browser's connections.
const WAIT = 25;
const PAUSE_AFTER_FAULT = 3000;
const CHANNEL = "okno-live";
const { live, turn } = document.body.dataset;
const ring = document.getElementById("ring");
const title = document.title;

function isTyping() {
  const at = document.activeElement;
  return at instanceof HTMLElement && at.matches("input:not([type=hidden]), textarea, select") && (at.value ?? "") !== "" && at.id !== "line";
}

function sayThatItRings(contact) {
  const link = ring.querySelector("a");
  const address = `/contacts/${contact}`;
  if (link.hidden === false && link.getAttribute("href") === address) return;
  link.href = address;
  link.hidden = false;
  const words = document.createElement("strong");
  words.textContent = ring.dataset.says;
  ring.replaceChildren(words, " ", link);
  document.title = `☎ ${title}`;
}

function fallSilent() {
  const link = ring.querySelector("a");
  link.hidden = true;
  ring.replaceChildren(link);
  document.title = title;
}

function isTouched(part) {
  return Array.from(part.querySelectorAll("input:not([type=hidden]), textarea, select")).some((field) =>
    field instanceof HTMLSelectElement ? Array.from(field.options).some((one) => one.selected !== one.defaultSelected) && field.selectedIndex > 0 : field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  );
}

// A page that answers a form cannot be asked for again: of its caller the contact's first page tells the same.
async function pageAnew() {
  const quietly = { headers: { "Okno-Refresh": "1" }, cache: "no-store" };
  const answer = await fetch(location.href, quietly);
  const contact = /^\/contacts\/[^/]+/.exec(location.pathname);
  return answer.status === 405 && contact !== null ? fetch(contact[0], quietly) : answer;
}

// What changed elsewhere is shown in its place; what somebody types in is never replaced.
async function refreshParts() {
  const answer = await pageAnew();
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live-part]")) {
    const now = fresh.querySelector(`[data-live-part="${part.dataset.livePart}"]`);
    const held = part.contains(document.activeElement);
    if (now === null || now.innerHTML === part.innerHTML || isTouched(part) || (held && !document.activeElement.matches("button"))) continue;
    part.replaceChildren(...document.importNode(now, true).childNodes);
    if (held) part.querySelector("button, a")?.focus();
  }
  document.body.dataset.turn = fresh.body.dataset.turn;
  dispatchEvent(new CustomEvent("okno-refreshed"));
}

function take(news) {
  const here = location.pathname;
  const rings = news.ringing !== "" && here !== `/contacts/${news.ringing}` && !here.startsWith(`/contacts/${news.ringing}/`);
  if (live === "start" && rings && !isTyping()) return location.assign(`/contacts/${news.ringing}`);
  if (rings) sayThatItRings(news.ringing);
  else fallSilent();
  if (live !== "page" && String(news.turn) !== document.body.dataset.turn) {
    document.body.dataset.turn = String(news.turn);
    refreshParts().catch(() => {});
  }
}

const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
const channel = new BroadcastChannel(CHANNEL);
let last = null;

async function ask(seen, wait) {
  const answer = await fetch(`/live?seen=${seen}&wait=${wait}`, { headers: { "Okno-Refresh": "1" }, cache: "no-store" });
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function waitForAll() {
  let seen = -1;
  for (;;) {
    try {
      const news = await ask(seen, seen === -1 ? 0 : WAIT);
      if (news === null) return; // signed out: the next page begins anew
      seen = news.turn;
      last = news;
      channel.postMessage(news);
      take(news);
    } catch {
      seen = -1;
      await fetch("/session", { headers: { "Okno-Refresh": "1" }, cache: "no-store" }).catch(() => {}); // a token lives shorter than a call
      await pause(PAUSE_AFTER_FAULT);
    }
  }
}

if (live !== undefined && ring !== null) {
  channel.addEventListener("message", (event) => {
    if (event.data === "who-knows") {
      if (last !== null) channel.postMessage(last);
    } else take(event.data);
  });
  channel.postMessage("who-knows");
  navigator.locks.request(CHANNEL, waitForAll);
}

// What is done with the call leaves the page and what is typed on it as they are.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("quiet" in form.dataset)) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", cache: "no-store" });
    if (answer.type !== "opaqueredirect") return form.submit();
    await refreshParts();
  } catch {
    ring.textContent = document.getElementById("notes-form")?.dataset.down ?? "";
  }
});

// The clock of the call: the seconds are the server's, only their going on is shown here.
function runClocks() {
  const shown = performance.now();
  const clocks = Array.from(document.querySelectorAll(".clock[data-seconds]"), (clock) => [clock, Number(clock.dataset.seconds)]);
  clearInterval(runClocks.timer);
  if (clocks.length === 0) return;
  runClocks.timer = setInterval(() => {
    const gone = Math.floor((performance.now() - shown) / 1000);
    for (const [clock, begun] of clocks) {
      const seconds = begun + gone;
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
  }, 1000);
}
addEventListener("okno-refreshed", runClocks);
runClocks();
