// Digits choose an answer while the focus is in the question; outside of it they lead to the tabs as everywhere.


function isOff() {
  return document.documentElement.classList.contains("without-keys");
}

function choose(form, digit) {
  const found = form.querySelector(`[data-digit="${digit}"]`);
  if (found === null) return false;
  found.focus();
  found.click();
  return true;
}

function press(code) {
  const found = document.querySelector(`form.question [data-key="${code}"]`);
  if (found === null) return false;
  found.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (isOff() || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const target = event.target;
  if (!(target instanceof HTMLInputElement)) return;
  const form = target.closest("form.question, form.way");
  if (form === null) return;
  const ticked = target.type === "radio" || target.type === "checkbox";
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  const isDone = digit !== null && ticked ? choose(form, digit[1]) : event.code.startsWith("Key") && (ticked || target.id === "figure") && press(event.code);
  if (isDone) event.preventDefault();
});
