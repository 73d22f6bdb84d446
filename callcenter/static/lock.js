// A page that was left is covered after a while and opened by the password. What was typed stays beneath it.
const dialog = document.getElementById("lock");
const form = dialog.querySelector("form");
const problem = dialog.querySelector("[role=alert]");
const seconds = Number(dialog.dataset.lockSeconds);
const PING = 120_000; // the console hears no oftener that somebody is there
const channel = new BroadcastChannel("okno-lock");
let active = Date.now();
let told = active;

function send(address, fields) {
  const body = new URLSearchParams({ form_key: form.elements.form_key.value, ...fields });
  return fetch(address, { method: "POST", body, headers: { "Okno-Script": "1" }, redirect: "manual", cache: "no-store" });
}

function cover() {
  if (dialog.open) return;
  form.elements.password.value = problem.textContent = "";
  document.documentElement.classList.add("locked");
  dialog.showModal();
}

function uncover() {
  active = told = Date.now();
  form.elements.password.value = "";
  document.documentElement.classList.remove("locked");
  dialog.close();
}

function somebodyIsHere() {
  if (dialog.open) return;
  active = Date.now();
  if (active - told < PING) return;
  told = active;
  channel.postMessage("here");
  fetch("/session", { cache: "no-store" }).catch(() => {});
}

for (const sign of ["keydown", "pointerdown", "wheel"]) addEventListener(sign, somebodyIsHere, { capture: true, passive: true });
setInterval(() => {
  if (dialog.open || Date.now() - active < seconds * 1000) return;
  cover();
  channel.postMessage("lock");
  send("/lock", {}).catch(() => {});
}, 1000);
dialog.addEventListener("cancel", (event) => event.preventDefault());
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await send("/unlock", { password: form.elements.password.value });
    if (answer.type === "opaqueredirect") return location.reload(); // signed out meanwhile
    if (answer.ok) {
      channel.postMessage("unlock");
      return uncover();
    }
    problem.textContent = answer.status === 429 ? problem.dataset.many : answer.status < 500 ? problem.dataset.wrong : problem.dataset.down;
    form.elements.password.select();
  } catch {
    problem.textContent = problem.dataset.down;
  }
});
channel.addEventListener("message", ({ data }) => {
  if (data === "lock") cover();
  else if (data === "unlock" && dialog.open) uncover();
  else if (data === "here") active = Date.now();
});
