// Notes of a call: saved as they are typed. Until the backend has them they stay in this tab, also over a refresh.
const DELAY = 1000;
const RETRY = 5000;
const form = document.getElementById("notes-form");

if (form !== null) {
  const text = form.querySelector("textarea[name=notes]");
  const version = form.querySelector("input[name=version]");
  const state = document.getElementById("notes-state");
  const conflict = form.querySelector(".conflict");
  const theirs = document.getElementById("notes-theirs");
  const signIn = form.querySelector(".signed-out");
  const kept = `okno-notes-${form.dataset.contact}`;
  let saved = text.value;
  let timer = 0;
  let isSaving = false;

  const say = (words) => {
    if (state.textContent !== words) state.textContent = words;
  };

  // `sending` is what the backend may have taken although its answer never came.
  let sending = null;
  function keep(sent = sending) {
    sending = sent;
    sessionStorage.setItem(kept, JSON.stringify({ notes: text.value, version: version.value, sending }));
  }

  // A sign-in in another tab has given the browser a new key for forms.
  async function takeFreshKey() {
    const answer = await fetch(location.href, { headers: { "Okno-Refresh": "1" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#notes-form input[name=form_key]");
    if (fresh === null) return false;
    for (const field of document.querySelectorAll("input[name=form_key]")) field.value = fresh.value;
    return true;
  }

  async function send(sent) {
    const body = new URLSearchParams({ form_key: form.elements.form_key.value, version: version.value, notes: sent });
    const answer = await fetch(form.action, { method: "POST", body, headers: { "Okno-Script": "1" }, redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect") return { code: "session-over" };
    const isValue = (answer.headers.get("content-type") ?? "").startsWith("application/json");
    return isValue ? answer.json() : { code: answer.status === 403 ? "form-expired" : "internal" };
  }

  function showBoth(told) {
    theirs.value = told.stored;
    version.value = told.version;
    conflict.hidden = false;
    say(form.dataset.changed);
  }

  async function save() {
    clearTimeout(timer);
    if (isSaving || !conflict.hidden || text.value === saved) return;
    isSaving = true;
    const sent = text.value;
    keep(sent);
    try {
      let told = await send(sent);
      if (told.code === "form-expired" && (await takeFreshKey())) told = await send(sent);
      signIn.hidden = !["session-over", "form-expired"].includes(told.code);
      if (told.version !== undefined && told.code === undefined) {
        saved = sent;
        version.value = told.version;
        if (text.value === sent) sessionStorage.removeItem(kept);
        say(form.dataset.saved);
      } else if (told.code === "contact-notes-changed") showBoth(told);
      else if (!signIn.hidden) later(form.dataset.signedOut);
      else later(`${form.dataset.refused} (${told.code})`);
    } catch {
      later(form.dataset.down);
    } finally {
      isSaving = false;
    }
    if (conflict.hidden && text.value !== sent) timer = setTimeout(save, DELAY);
  }

  function later(words) {
    say(words);
    timer = setTimeout(save, RETRY);
  }

  text.addEventListener("input", () => {
    keep();
    say(form.dataset.typing);
    clearTimeout(timer);
    timer = setTimeout(save, DELAY);
  });
  text.addEventListener("blur", save);
  addEventListener("focus", save); // back from the tab of the sign-in
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  conflict.addEventListener("click", (event) => {
    const choice = event.target.dataset?.choose;
    if (choice === undefined) return;
    if (choice === "theirs") text.value = theirs.value;
    if (choice === "both") text.value = `${theirs.value}\n${text.value}`.slice(0, text.maxLength);
    conflict.hidden = true;
    saved = theirs.value;
    text.focus();
    if (text.value === saved) {
      sessionStorage.removeItem(kept);
      say(form.dataset.saved);
    } else save();
  });
  addEventListener("beforeunload", (event) => {
    if (text.value !== saved && sessionStorage.getItem(kept) === null) event.preventDefault();
  });

  // What a refresh, or another page of this contact, found unsaved is written on.
  const left = JSON.parse(sessionStorage.getItem(kept) ?? "null");
  if (left !== null && left.notes !== text.value) {
    if (text.value !== left.sending) version.value = left.version;
    text.value = left.notes;
    save();
  } else sessionStorage.removeItem(kept);
}
