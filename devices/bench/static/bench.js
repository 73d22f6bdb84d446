// Draws the state that the bench sends, and sends what the trainer does. Keeps no state of its own.
"use strict";

const MOST_PAPERS = 6;
const $ = (id) => document.getElementById(id);
let now = null;

async function order(what) {
  const note = $("message");
  let text = "Нет связи со стендом.", well = false;
  try {
    const answer = await fetch("/orders", {
      method: "POST", headers: { "Content-Type": "application/json", "X-Okno-Bench": "1" }, body: JSON.stringify(what),
    });
    text = (await answer.json()).message;
    well = answer.ok;
  } catch { /* the text says it */ }
  note.textContent = text;
  note.hidden = !text;
  note.classList.toggle("trouble", !well || text.startsWith("Не напечатано"));
}

const flag = (device, name) => device === "headset" ? now.headset : Boolean(now.printer && now.printer[name]);
const insertOrRemove = (id) =>
  order(now.reader.present === id ? { device: "reader", do: "remove" } : { device: "reader", do: "insert", card: id });

function press(button) {
  const { device, set, to, flag: name, do: what } = button.dataset;
  if (name) order(device === "headset" ? { device, to: !now.headset } : { device, set: name, to: !flag(device, name) });
  else if (set) order({ device, set, to });
  else order({ device, do: what });
}

function chip(element, tone, text) {
  element.className = `chip ${tone}`;
  element.textContent = text;
}

function printerState(printer) {
  if (!printer) return ["trouble", "нет симулятора"];
  if (!printer.powered) return ["trouble", "выключен"];
  if (printer.silent) return ["trouble", "не отвечает"];
  if (printer.cover_open) return ["trouble", "открыта крышка"];
  if (printer.paper === "out") return ["trouble", "нет бумаги"];
  if (printer.offline) return ["trouble", "остановлен"];
  if (printer.paper === "low") return ["attention", "мало бумаги"];
  return ["good", "готов"];
}

function readerState(reader) {
  if (!reader.available) return ["trouble", "нет на этом стенде"];
  if (!reader.pcscd) return ["trouble", "служба карт упала"];
  if (!reader.plugged) return ["trouble", "кабель выдернут"];
  return reader.present ? ["good", "карта внутри"] : ["good", "ждёт карту"];
}

function drawCards(reader) {
  const table = $("cards");
  const ids = reader.cards.map((card) => card.id).join("\n");
  if (table.dataset.ids !== ids) {
    table.dataset.ids = ids;
    table.replaceChildren(...reader.cards.map(cardButton));
  }
  for (const button of table.children) {
    const inside = button.dataset.card === reader.present;
    button.setAttribute("aria-pressed", inside);
    button.disabled = !reader.available;
    button.querySelector("small").textContent =
      inside ? "В считывателе. Нажмите, чтобы забрать" : button.classList.contains("foreign") ? "Не социальная карта" : "Социальная карта";
  }
  $("no-cards").hidden = reader.cards.some((card) => !card.foreign);
}

function cardButton(card, at) {
  const button = document.createElement("button");
  button.dataset.card = card.id;
  button.classList.toggle("foreign", card.foreign);
  const title = document.createElement("b");
  title.textContent = card.title;
  button.append(title, document.createElement("small"));
  if (at < 9) {
    const key = document.createElement("kbd");
    key.textContent = at + 1;
    key.setAttribute("aria-hidden", "true");
    button.append(key);
  }
  button.addEventListener("click", () => insertOrRemove(card.id));
  return button;
}

function drawPapers(names) {
  const papers = $("papers");
  const known = new Map([...papers.children].map((link) => [link.dataset.name, link]));
  const first = papers.dataset.drawn === undefined;
  papers.dataset.drawn = "";
  papers.replaceChildren(...names.slice(0, MOST_PAPERS).map((name) => known.get(name) ?? paper(name, !first)));
  $("no-papers").hidden = names.length > 0;
}

function paper(name, fresh) {
  const stem = name.replace(/\.png$/, "");
  const link = paperLink(name, fresh);
  if (!now.codes.includes(stem)) return link;
  const both = document.createElement("div");
  both.dataset.name = name;
  both.className = "with-code";
  const show = document.createElement("button");
  show.textContent = "К сканеру";
  show.addEventListener("click", () => order({ device: "scanner", show: stem }));
  both.append(link, show);
  return both;
}

function paperLink(name, fresh) {
  const link = document.createElement("a");
  link.href = `/tickets/${name}`;
  link.target = "_blank";
  link.dataset.name = name;
  link.classList.toggle("fresh", fresh);
  const picture = document.createElement("img");
  picture.src = link.href;
  picture.alt = `Бумага ${parseInt(name.replace(/\D+/g, ""), 10)}: открыть`;
  link.append(picture);
  return link;
}

function draw() {
  const { printer, reader, headset } = now;
  chip($("printer-state"), ...printerState(printer));
  chip($("reader-state"), ...readerState(reader));
  chip($("headset-state"), headset ? "good" : "neutral", headset ? "вставлена" : "не вставлена");
  for (const button of document.querySelectorAll("[data-flag]")) {
    button.setAttribute("aria-pressed", flag(button.dataset.device, button.dataset.flag));
  }
  for (const button of document.querySelectorAll("[data-set]")) {
    button.setAttribute("aria-pressed", Boolean(printer) && printer[button.dataset.set] === button.dataset.to);
  }
  const states = {
    "reader.plugged": reader.plugged, "reader.unplugged": !reader.plugged, "reader.alive": reader.pcscd, "reader.dead": !reader.pcscd,
  };
  for (const button of document.querySelectorAll("[data-hide]")) button.hidden = !reader.available || states[button.dataset.hide];
  drawCards(reader);
  drawPapers(now.tickets);
}

function key(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || !now) return;
  const card = /^Digit[1-9]$/.test(event.code) ? now.reader.cards[Number(event.code[5]) - 1] : null;
  if (card) insertOrRemove(card.id);
  else if (event.code === "Digit0") order({ device: "reader", do: "remove" });
  else if (event.code === "KeyG") order({ device: "printer", set: "paper", to: now.printer?.paper === "out" ? "ok" : "out" });
  else if (event.code === "KeyR") order({ device: "printer", set: "cover_open", to: !flag("printer", "cover_open") });
  else if (event.code === "KeyY") order({ device: "headset", to: !now.headset });
  else if (event.code === "KeyK") order({ device: "printer", do: "print-sample" });
}

for (const button of document.querySelectorAll("[data-device]")) button.addEventListener("click", () => press(button));
document.addEventListener("keydown", key);

const stream = new EventSource("/events");
stream.onmessage = (message) => { now = JSON.parse(message.data); draw(); };
stream.onopen = () => chip($("line"), "good", "Стенд работает");
stream.onerror = () => chip($("line"), "trouble", "Нет связи со стендом");
