// Keys for what the page shows, and quiet refreshing that moves nothing. Without this file everything still works.
"use strict";

const KEYS_OFF = "okno-keys-off";

function isTyping(target) {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

// On a choice nothing is typed: what a form sends with Shift works there too.
function isChoosing(event) {
  return event.shiftKey && event.target instanceof HTMLElement && event.target.matches("input[type=radio], input[type=checkbox]");
}

// Single keys can get in the way of speech input and screen readers, so a person may switch them off.
function areKeysOff() {
  return localStorage.getItem(KEYS_OFF) === "1";
}

function followKey(event) {
  if (areKeysOff() || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isTyping(event.target) && !isChoosing(event)) return;
  // By place on the keyboard: the same key in the Russian and the English layout.
  const named = document.querySelectorAll(`[data-key="${CSS.escape(event.code)}"]`);
  const target = Array.from(named).find((one) => event.shiftKey === "shift" in one.dataset && !one.hidden);
  if (target === undefined) return;
  event.preventDefault();
  if (target.matches("input:not([type=submit]), textarea, select")) target.focus();
  else target.click();
}

function offerToSwitchKeys(button) {
  const show = () => {
    button.textContent = areKeysOff() ? button.dataset.off : button.dataset.on;
    document.documentElement.classList.toggle("without-keys", areKeysOff());
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (areKeysOff()) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
    show();
  });
  show();
}

function orderOf(table) {
  return Array.from(table.tBodies[0].rows, (row) => row.dataset.kiosk).join(" ");
}

// New values go into the rows where they stand: the order stays until the person asks for it.
function takeValues(table, fresh) {
  const rows = new Map(Array.from(fresh.tBodies[0].rows, (row) => [row.dataset.kiosk, row]));
  for (const row of table.tBodies[0].rows) {
    const cells = rows.get(row.dataset.kiosk)?.cells ?? [];
    Array.from(cells).forEach((cell, index) => {
      const old = row.cells[index];
      if (old.innerHTML === cell.innerHTML || old.contains(document.activeElement)) return;
      old.replaceChildren(...document.importNode(cell, true).childNodes);
      old.title = cell.title;
    });
  }
  return orderOf(table) === orderOf(fresh);
}

function takeParts(fresh) {
  for (const part of document.querySelectorAll("[data-part]")) {
    const now = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (now !== null) part.textContent = now.textContent;
  }
}

function refreshQuietly(table, news) {
  const say = (text) => {
    if (news.textContent !== text) news.textContent = text;
  };
  const refresh = async () => {
    try {
      const answer = await fetch(location.href, { headers: { "Okno-Refresh": "1" }, cache: "no-store" });
      if (answer.redirected) return say(table.dataset.signedOut);
      if (!answer.ok) return say(table.dataset.failed);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("kiosks");
      const inOrder = fresh !== null && takeValues(table, fresh);
      takeParts(page);
      say(inOrder ? "" : table.dataset.changed);
    } catch {
      say(table.dataset.failed);
    }
  };
  setInterval(refresh, Number(table.dataset.refreshSeconds) * 1000);
}

// A page that lies open during a long call would lose its session; this is no action of the person's.
function keepSession(seconds) {
  setInterval(() => fetch("/session", { headers: { "Okno-Refresh": "1" }, cache: "no-store" }).catch(() => {}), seconds * 1000);
}

function furnish() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  // Notes that no backend took wait in this tab for whoever is signed in, and for nobody after them.
  document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith("okno-notes-")) sessionStorage.removeItem(name);
  });
  offerToSwitchKeys(document.getElementById("keys"));
  const kiosks = document.getElementById("kiosks");
  if (kiosks !== null) refreshQuietly(kiosks, document.getElementById("news"));
  else if (document.body.dataset.keepSeconds) keepSession(Number(document.body.dataset.keepSeconds));
}

// Before anything of the page is shown: what is shown answers to its key.
document.addEventListener("keydown", followKey);
document.addEventListener("DOMContentLoaded", furnish);
