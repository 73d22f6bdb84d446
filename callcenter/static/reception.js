// A hall is walked with arrows, and one is told how many seats are chosen. Without this file Tab does the same.

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function boxAt(table, row, column) {
  return table.rows[row]?.cells[column]?.querySelector("input") ?? null;
}

// Taken seats, aisles and passages are stepped over.
function next(table, from, [down, right]) {
  const cell = from.closest("td");
  let row = cell.parentElement.rowIndex;
  let column = cell.cellIndex;
  for (;;) {
    row += down;
    column += right;
    if (row < 0 || column < 1 || row >= table.rows.length) return null;
    if (right !== 0 && column >= table.rows[row].cells.length) return null;
    const box = boxAt(table, row, column);
    if (box !== null) return box;
  }
}

function focusOnly(boxes, chosen) {
  for (const box of boxes) box.tabIndex = box === chosen ? 0 : -1;
}

function walkHall(table, told) {
  const boxes = Array.from(table.querySelectorAll("input"));
  const most = Number(told.dataset.most);
  const say = () => {
    const chosen = boxes.filter((box) => box.checked);
    for (const box of boxes) box.disabled = !box.checked && chosen.length >= most;
    const names = chosen.map((box) => box.getAttribute("aria-label")).join("; ");
    told.textContent = chosen.length ? told.dataset.some.replace("{seats}", names) : told.dataset.none;
  };
  focusOnly(boxes, boxes[0]);
  table.addEventListener("focusin", (event) => focusOnly(boxes, event.target));
  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    next(table, event.target, step)?.focus();
  });
  table.addEventListener("change", say);
  say();
}

const table = document.getElementById("seats");
if (table !== null) walkHall(table, document.getElementById("chosen"));
