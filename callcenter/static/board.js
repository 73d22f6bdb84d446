// Fresh values into the board where they stand: rows keep their places until the person asks for another order.

function rowsOf(table) {
  return new Map(Array.from(table.tBodies[0].rows, (row) => [row.dataset.operator, row]));
}

function takeRows(table, fresh) {
  const now = rowsOf(fresh);
  for (const [operator, row] of rowsOf(table)) {
    const cells = now.get(operator)?.cells ?? [];
    Array.from(cells).forEach((cell, index) => {
      const old = row.cells[index];
      if (old.innerHTML !== cell.innerHTML && !old.contains(document.activeElement)) {
        old.replaceChildren(...document.importNode(cell, true).childNodes);
      }
    });
  }
  return [...now.keys()].join() === [...rowsOf(table).keys()].join();
}

function takeParts(page) {
  for (const part of document.querySelectorAll("[data-part]")) {
    const now = page.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (now !== null && now.innerHTML !== part.innerHTML) part.replaceChildren(...document.importNode(now, true).childNodes);
  }
}

const table = document.getElementById("board");
const news = document.getElementById("news");

function say(text) {
  if (news.textContent !== text) news.textContent = text;
}

async function refresh() {
  try {
    const answer = await fetch(location.href, { headers: { "Okno-Refresh": "1" }, cache: "no-store" });
    if (answer.redirected) return say(table.dataset.signedOut);
    if (!answer.ok) return say(table.dataset.failed);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("board");
    const inOrder = fresh !== null && takeRows(table, fresh);
    takeParts(page);
    return say(inOrder ? "" : table.dataset.changed);
  } catch {
    return say(table.dataset.failed);
  }
}

if (table !== null) setInterval(refresh, Number(table.dataset.refreshSeconds) * 1000);
