// Dates as they are said here, day first, whatever language the browser speaks. What is sent stays as HTML has it.
// Without this file the browser's own fields for dates stand there.
const DAY_FIRST = /^(\d{1,2})[.,/ -](\d{1,2})[.,/ -](\d{4})(?:[ ,T]+(\d{1,2})[:.](\d{2}))?$/;
const IN_ONE = /^(\d{2})(\d{2})(\d{4})$/;
const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::\d{2})?)?$/;
const two = (number) => String(number).padStart(2, "0");

function partsOf(text) {
  const found = DAY_FIRST.exec(text) ?? IN_ONE.exec(text);
  if (found !== null) return [found[3], found[2], found[1], found[4], found[5]];
  return YEAR_FIRST.exec(text)?.slice(1) ?? null;
}

// «22.11.2026 18:30» of «2026-11-22T18:30»; what is no date stays as it was written.
function said(text) {
  const parts = partsOf(text.trim());
  if (parts === null) return text;
  const [year, month, day, hour, minute] = parts;
  return `${two(day)}.${two(month)}.${year}${hour === undefined ? "" : ` ${two(hour)}:${minute}`}`;
}

function sent(text) {
  const parts = partsOf(text.trim());
  if (parts === null) return text;
  const [year, month, day, hour, minute] = parts;
  return `${year}-${two(month)}-${two(day)}${hour === undefined ? "" : `T${two(hour)}:${minute}`}`;
}

function sayAsHere(field) {
  const written = field.getAttribute("value") ?? "";
  field.dataset.day = field.type;
  const example = field.type === "date" ? "dayExample" : "momentExample";
  field.type = "text";
  field.maxLength = 20;
  field.autocomplete = "off";
  field.placeholder = document.body.dataset[example];
  field.value = field.defaultValue = said(written);
}

const asHere = (root) => root.querySelectorAll("input[type=date], input[type=datetime-local]").forEach(sayAsHere);

asHere(document);
addEventListener("okno-refreshed", () => asHere(document));
document.addEventListener("formdata", ({ target, formData }) => {
  for (const field of target.querySelectorAll("input[data-day]")) {
    if (!field.disabled && formData.has(field.name)) formData.set(field.name, sent(field.value));
  }
});
