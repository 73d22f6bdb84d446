// Shows the fields of the kind that is chosen, and puts the cursor into a form that is opened. Nothing needs it.

const kinds = document.getElementById("kinds");

function followKind() {
  const chosen = kinds.querySelector("input:checked")?.value ?? "";
  for (const part of document.querySelectorAll("[data-for]")) {
    part.hidden = chosen !== "" && !part.dataset.for.split(" ").includes(chosen);
  }
}

if (kinds !== null) {
  kinds.addEventListener("change", followKind);
  followKind();
}

for (const step of document.querySelectorAll("details.case-step")) {
  step.addEventListener("toggle", () => {
    if (step.open) step.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  });
}

document.querySelector("[aria-invalid=true]")?.focus();
