// Opens entries, scripts and what was found in the right zone, so that what is typed in the middle stays.
// Without this file the same forms and links answer with whole pages.

const zone = document.getElementById("knowledge");

function say(text) {
  const told = document.createElement("p");
  told.className = "notice";
  told.setAttribute("role", "alert");
  told.textContent = text;
  zone.querySelector(".notice[data-by-script]")?.remove();
  told.dataset.byScript = "";
  zone.firstElementChild.prepend(told);
}

// What changed is named first: a person who listens hears its heading.
function lookAt(part) {
  const heading = part.querySelector("#found-title, #entry-title, #script-title");
  zone.scrollTop = 0;
  if (heading !== null) heading.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: "nearest" });
}

// An entry knows nothing of the contact: the topic that was chosen stays so.
function keepChosen(topic) {
  const select = zone.querySelector("#knowledge-topic");
  const known = Array.from(select?.options ?? []).find((option) => option.value === topic);
  if (known !== undefined) known.selected = true;
}

async function open(address, options) {
  const body = zone.firstElementChild;
  try {
    const answer = await fetch(address, { ...options, headers: { "Okno-Script": "1" }, cache: "no-store" });
    if (answer.redirected) return say(body.dataset.signedOut);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("knowledge-body");
    if (fresh === null) return say(body.dataset.failed);
    const chosen = zone.querySelector("#knowledge-topic")?.value;
    body.replaceWith(document.importNode(fresh, true));
    keepChosen(chosen);
    lookAt(zone.firstElementChild);
  } catch {
    say(body.dataset.failed);
  }
}

zone?.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("aside" in form.dataset)) return;
  event.preventDefault();
  open(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
});

zone?.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-aside]") : null;
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.href, { method: "GET" });
});
