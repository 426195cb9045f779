// The report as an explorer: rows to search, filter, sort and open as cards. All text is data from articles: it becomes
// text nodes, never markup, and a link only where it is a plain web address. Nothing is fetched.
"use strict";
const report = JSON.parse(document.getElementById("rows").textContent);
const byId = (id) => document.getElementById(id);
const LINKED = ["q", "actor", "issue", "outlet", "kind", "from", "to"]; // filters, as an address names them
const LONG = ["What was said", "Sentence", "What", "Headline", "On"]; // columns that stand on a narrow screen too
const SHORT = ["Who", "Number", "Position", "Sign", "Whom"];
const UNNAMED = "unnamed or unresolved"; // as the charts have it
const PAGE_ROWS = 25;
const AROUND = 32; // characters of prefix and suffix in a text-quote selector, as workbench/run/verify.py takes them

function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else element.setAttribute(name, value);
  }
  element.append(...content);
  return element;
}

function webAddress(url) {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol) && !/[\s"<>\\`]/.test(url) ? url : "";
  } catch {
    return "";
  }
}

// ---- rows

// characters are counted as code points, as in Python
function cut(article, start, end) {
  article.points ??= /[\ud800-\udfff]/.test(article.body) ? Array.from(article.body) : article.body;
  const part = article.points.slice(start, end);
  return typeof part === "string" ? part : part.join("");
}
const wordsOf = (row) => row.cited.map(([place, start, end]) => cut(report.articles[place], start, end)).join(" … ");
const outletOf = (article) => article.outlet || "outlet unknown";
const titleOf = (article) => article.title || article.name;

report.layers.push({
  layer: "articles", one: "article", title: "Articles", kind: "", columns: ["Headline", "Words"],
  all: report.articles.length, meaning: "The articles of this report.",
  rows: report.articles.map((article, place) => ({
    id: article.id, day: article.day, actors: [], issues: [], kind: "", articles: [place], title: titleOf(article),
    cells: [article.day, titleOf(article), String(article.body.split(/\s+/).length)], text: article.body,
  })),
});
const found = new Map(); // address of a row → its layer and itself
for (const layer of report.layers) {
  for (const row of layer.rows) {
    found.set(row.id, { layer, row });
    row.outlets = [...new Set(row.articles.map((place) => outletOf(report.articles[place])))];
    row.where = [...new Set(row.articles.map((place) => report.articles[place].outlet || report.articles[place].name))].join(", ");
    const words = row.cells.indexOf(null);
    if (words >= 0) Object.defineProperty(row, "words", { get: () => wordsOf(row) });
    row.cell = (number) => row.cells[number] ?? row.words;
    Object.defineProperty(row, "searched", {
      get: () => (row.known ??= [...row.cells.map((cell) => cell ?? row.words), row.title, ...row.outlets,
        ...Object.values(row.facts ?? {}),
        ...row.articles.map((place) => report.articles[place].title), row.text ?? ""].join("\n")),
    });
  }
}

// ---- what is chosen

let current = report.layers[0];
let patterns = [];
const form = byId("filters");
const value = (name) => form.elements[name].value;

function readPatterns() {
  const terms = value("q").match(/"[^"]+"|[^\s"]+/g) ?? [];
  patterns = terms.map((term) => new RegExp(term.replaceAll('"', "").replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"), "giu"));
}

function fits(row) {
  const chosen = (name) => value(name);
  return (!chosen("actor") || (chosen("actor") === "?" ? !row.actors.length : row.actors.includes(chosen("actor"))))
    && (!chosen("issue") || row.issues.includes(chosen("issue")))
    && (!chosen("outlet") || row.outlets.includes(chosen("outlet")))
    && (!chosen("kind") || row.kind === chosen("kind"))
    && (!chosen("from") || row.day >= chosen("from"))
    && (!chosen("to") || (row.day && row.day <= chosen("to")))
    && patterns.every((pattern) => row.searched.search(pattern) >= 0);
}

function offer(name, values, label) {
  const list = form.elements[name];
  const counts = new Map();
  for (const one of values) counts.set(one, (counts.get(one) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (label(a[0]) < label(b[0]) ? -1 : 1));
  list.replaceChildren(make("option", { value: "" }, "all"),
    ...sorted.map(([one, count]) => make("option", { value: one }, `${label(one)} (${count})`)));
  list.closest("label").hidden = !sorted.length;
}

function offerFilters() {
  const rows = current.rows;
  const self = (text) => text;
  offer("actor", rows.flatMap((row) => row.actors.length || current.layer === "articles" ? row.actors : ["?"]),
    (actor) => (actor === "?" ? UNNAMED : report.actors[actor] ?? actor));
  offer("issue", rows.flatMap((row) => row.issues), (issue) => report.issues[issue] ?? issue);
  offer("outlet", rows.flatMap((row) => row.outlets), self);
  offer("kind", current.kind ? rows.map((row) => row.kind) : [], (kind) => kind || "unknown");
  byId("kind-label").textContent = current.kind;
}

// a value as an address or a chart has it: an id or the name one reads
function choose(name, wanted) {
  const field = form.elements[name];
  if (field.tagName !== "SELECT") field.value = wanted;
  else {
    const same = (text) => text.replace(/\s+/g, " ").trim();
    const option = [...field.options].find((one) => one.value === wanted)
      ?? [...field.options].find((one) => same(one.textContent.replace(/ \(\d+\)$/, "")) === same(wanted));
    field.value = option ? option.value : "";
    if (!option && wanted && name === "actor") form.elements.q.value = `"${wanted}"`; // no known actor: as written
  }
}

// ---- tables

const tables = new Map();

function drawTable() {
  for (const [layer, { box }] of tables) box.hidden = layer !== current;
  if (tables.has(current)) return;
  const table = make("table", { "aria-label": current.title });
  const box = make("div", {}, table);
  byId("table").append(box);
  const names = ["Day", ...current.columns];
  const columns = names.map((title, number) => ({
    title, searchable: false, type: ["Words", "Independent sources"].includes(title) ? "num" : "string",
    // what a narrow screen leaves out is lesser
    className: number === 0 ? "day" : LONG.includes(title) ? "words" : SHORT.includes(title) ? "" : "lesser",
    data: null, render: (_, kind, row) => (kind === "display" ? drawCell(row, number) : row.cell(number)),
  }));
  columns.push({ title: "Where", searchable: false, type: "string", className: "lesser", data: null,
    render: (_, kind, row) => (kind === "display" ? document.createTextNode(row.where) : row.where) });
  const drawn = new workbenchTables(table, {
    data: current.rows, columns, pageLength: PAGE_ROWS, autoWidth: false, order: [],
    layout: { topStart: null, topEnd: null, bottomStart: "info", bottomEnd: "paging" },
    language: { info: "_START_–_END_ of _TOTAL_", infoEmpty: "", infoFiltered: "", emptyTable: "No row.",
      zeroRecords: "No row fits: take a filter away, or press Show all." },
    createdRow: (element, row) => {
      element.dataset.id = row.id;
      element.addEventListener("click", (event) => {
        if (!event.target.closest("a") && !String(getSelection())) location.hash = row.id;
      });
    },
  });
  drawn.search.fixed("chosen", (_, row) => fits(row));
  drawn.on("draw", () => { markChosen(); highlight(); });
  tables.set(current, { box, drawn });
}

function drawCell(row, number) {
  const text = row.cell(number) || (number ? "" : "no day");
  // the day leads to the card: so the keyboard reaches each row, and its address can be copied
  return number ? document.createTextNode(text) : make("a", { href: `#${row.id}` }, text);
}

function refresh() {
  readPatterns();
  drawTable();
  const { drawn } = tables.get(current);
  drawn.draw();
  const shown = drawn.rows({ search: "applied" }).count();
  const left = current.all - current.rows.length;
  byId("told").replaceChildren(`${shown} of ${current.rows.length} rows of ${current.title}`
    + (left > 0 ? `; ${left} more are in the table's file` : ""));
  const whole = report.layers.find((layer) => layer.layer === "articles");
  if (patterns.length && current !== whole) {
    const texts = whole.rows.filter((row) => patterns.every((pattern) => row.searched.search(pattern) >= 0)).length;
    if (texts) byId("told").append("; ", make("a", { href: `#articles?${new URLSearchParams({ q: value("q") })}` },
      `the words stand in ${texts} of ${whole.rows.length} articles`));
  }
  for (const link of byId("layers").children) {
    link.toggleAttribute("aria-current", link.dataset.layer === current.layer);
    if (link.dataset.layer === current.layer) link.setAttribute("aria-current", "page");
  }
}

function addressOfChoice() {
  const chosen = new URLSearchParams(LINKED.filter((name) => value(name)).map((name) => [name, value(name)]));
  return `#${current.layer}${String(chosen) && `?${chosen}`}`;
}

// ---- highlighting: the browser's own, which leaves the page's elements as they are

function highlight() {
  const ranges = [];
  if (!window.Highlight) return ranges;
  if (patterns.length) {
    for (const part of [byId("table"), byId("card")]) {
      const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        for (const pattern of patterns) {
          for (const match of walk.currentNode.data.matchAll(pattern)) {
            const range = new Range();
            range.setStart(walk.currentNode, match.index);
            range.setEnd(walk.currentNode, match.index + match[0].length);
            ranges.push(range);
          }
        }
      }
    }
  }
  CSS.highlights.set("searched", new Highlight(...ranges));
  return ranges;
}

// ---- cards

let opened = null;

function drawMarks(article, start, end, marks) {
  const inside = marks.filter((mark) => mark[0] < end && mark[1] > start && mark[0] < mark[1]);
  const cuts = [...new Set([start, end, ...inside.flatMap((mark) => [Math.max(mark[0], start), Math.min(mark[1], end)])])];
  cuts.sort((a, b) => a - b);
  const pieces = [];
  for (let n = 0; n + 1 < cuts.length; n += 1) {
    const [first, last] = [cuts[n], cuts[n + 1]];
    for (const [from, , role, label, id] of inside) {
      if (Math.max(from, start) === first && label) {
        pieces.push(id ? make("a", { class: "label", href: `#${id}` }, label) : make("span", { class: "label" }, label));
      }
    }
    const roles = inside.filter((mark) => mark[0] <= first && mark[1] >= last).map((mark) => `m-${mark[2]}`);
    pieces.push(make("span", roles.length ? { class: [...new Set(roles)].join(" ") } : {}, cut(article, first, last)));
  }
  return make("p", { class: "text" }, ...pieces);
}

function describe(article) {
  const title = titleOf(article);
  const address = webAddress(article.url);
  const head = address ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title) : title;
  return make("p", { class: "quiet" }, head, ` · ${outletOf(article)} · ${article.day || "date unknown"}`);
}

// W3C Web Annotation: https://www.w3.org/TR/annotation-model/#selectors
function annotate(row) {
  return row.cited.map(([place, start, end, from, to]) => {
    const article = report.articles[place];
    return {
      "@context": "http://www.w3.org/ns/anno.jsonld", type: "Annotation", id: `#${row.id}`, bodyValue: row.title,
      target: { source: article.file, "workbench:sha256": article.sha256, selector: [
        { type: "TextQuoteSelector", exact: cut(article, start, end),
          prefix: cut(article, Math.max(0, start - AROUND), start), suffix: cut(article, end, end + AROUND) },
        ...(from === undefined ? [] : [{ type: "TextPositionSelector", start: from, end: to }])] },
    };
  });
}

function tellPlace(row) {
  const parts = annotate(row).map(({ target }) => {
    const [quote, position] = target.selector;
    const facts = { file: target.source, characters: position ? `${position.start}–${position.end}` : "packed in the file",
      sha256: target["workbench:sha256"], exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix };
    return make("dl", {}, ...Object.entries(facts).flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]));
  });
  const rule = row.facts.rule ? [make("p", { class: "quiet" }, `Found by the rule “${row.facts.rule}”.`)] : [];
  return make("details", {}, make("summary", {}, "Where it stands: file, characters, hash, text quote"), ...parts, ...rule);
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = make("textarea", {}, text); // where the browser keeps the clipboard from files
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  byId("said").textContent = `Copied: ${what}.`;
}

function button(name, act) {
  return make("button", { type: "button", onclick: act }, name);
}

// from: the entry that an article is opened from; then rows of its table alone are marked
function drawCard({ layer, row }, from) {
  const isArticle = layer.layer === "articles";
  const link = () => copy(`${location.href.split("#")[0]}#${row.id}`, "a link to this row");
  const tools = make("div", { class: "tools" },
    ...(isArticle ? [] : [button("Copy citation", () => copy(row.cite, "the citation")), button("Copy link", link),
      button("Copy W3C annotation", () => copy(JSON.stringify(annotate(row), null, 1), "the annotation")),
      make("a", { class: "button", href: `#${report.articles[row.articles[0]]?.id}` }, "Whole article")]),
    ...(isArticle ? [button("Copy link", link)] : []),
    button("Close", close));
  const parts = [make("h2", { tabindex: "-1" }, row.title || row.cells[1] || row.cells[0])];
  if (isArticle) {
    const article = report.articles[row.articles[0]];
    const title = make("p", { class: "quiet" }, "Each label leads to its card.");
    const marked = from ? [from.layer] : report.layers.filter((one) => ["quotes", "stances", "relations"].includes(one.layer));
    const marks = marked.flatMap((one) =>
      one.rows.filter((other) => other.articles.includes(row.articles[0])).flatMap((other) =>
        other.passages.filter((passage) => passage[0] === row.articles[0]).flatMap((passage) => passage[3]).filter((mark) => !["sentence", "cue", "source"].includes(mark[2]))
          .map(([start, end, role], number) => [start, end, role, number ? "" : other.title, other.id])));
    parts.push(describe(article), title);
    let start = 0;
    const points = cut(article, 0, undefined);
    for (const text of points.split("\n\n")) {
      const length = typeof article.points === "string" ? text.length : Array.from(text).length;
      parts.push(drawMarks(article, start, start + length, marks));
      start += length + 2;
    }
  } else {
    const facts = Object.entries(row.facts).filter(([name]) => name !== "rule").flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]);
    parts.push(make("dl", { class: "facts" }, ...facts));
    for (const [place, start, end, marks] of row.passages) {
      const article = report.articles[place];
      parts.push(describe(article), drawMarks(article, start, end, marks));
    }
    parts.push(make("p", { class: "quiet" }, "Cite as: ", make("cite", {}, row.cite)), tellPlace(row));
  }
  const said = make("p", { id: "said", role: "status", class: "quiet" });
  byId("card").replaceChildren(tools, said, ...parts);
}

function markChosen() {
  for (const line of document.querySelectorAll("#table tr[data-id]")) {
    line.classList.toggle("chosen", line.dataset.id === opened?.row.id);
  }
}

function open(entry) {
  const isWithin = opened && opened.layer !== entry.layer && entry.layer.layer === "articles"
    && opened.row.articles.includes(entry.row.articles[0]);
  const from = isWithin ? opened : null;
  opened = entry;
  drawCard(entry, from);
  byId("card").hidden = false;
  byId("explore").classList.add("opened");
  markChosen();
  const ranges = highlight();
  byId("card").scrollTop = 0;
  byId("card").querySelector("h2").focus();
  const place = from ? byId("card").querySelector(`a.label[href="#${from.row.id}"]`) : null;
  if (place) {
    place.focus();
    place.scrollIntoView({ block: "center" });
  } else if (entry.layer.layer === "articles") {
    const hit = ranges.find((range) => byId("card").contains(range.startContainer));
    hit?.startContainer.parentElement.scrollIntoView({ block: "center" });
  }
}

function close() {
  const id = opened?.row.id;
  opened = null;
  byId("card").hidden = true;
  byId("explore").classList.remove("opened");
  history.replaceState(null, "", addressOfChoice());
  markChosen();
  (document.querySelector(`#table tr[data-id="${id}"] a`) ?? form.elements.q).focus();
}

// shows the page of the table that the row stands on; a row that the filters hide stays hidden, its card says enough
function turnTo(row) {
  const { drawn } = tables.get(current);
  const place = drawn.rows({ search: "applied", order: "applied" }).data().toArray().indexOf(row);
  if (place >= 0) drawn.page(Math.floor(place / PAGE_ROWS)).draw("page");
}

// ---- addresses

function show(view) {
  for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== view;
  for (const link of document.querySelectorAll("header nav a")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function turnToLayer(layer) {
  if (current === layer && tables.has(layer)) return;
  const kept = Object.fromEntries(LINKED.map((name) => [name, value(name)]));
  current = layer;
  offerFilters();
  for (const [name, text] of Object.entries(kept)) choose(name, name === "kind" ? "" : text);
}

function follow() {
  const address = location.hash.slice(1);
  const [name, query] = address.split("?");
  const layer = report.layers.find((one) => one.layer === name);
  const entry = found.get(address);
  byId("missing").hidden = true;
  if (entry) {
    show("explore");
    turnToLayer(entry.layer);
    refresh();
    turnTo(entry.row);
    open(entry);
  } else if (layer) {
    show("explore");
    turnToLayer(layer);
    const asked = new URLSearchParams(query ?? "");
    if (query !== undefined) {
      form.elements.q.value = "";
      for (const one of LINKED) if (one !== "q" || asked.has(one)) choose(one, asked.get(one) ?? "");
    }
    refresh();
    const first = asked.has("open") && tables.get(current).drawn.rows({ search: "applied", order: "applied" }).data()[0];
    if (first) open(found.get(first.id));
    else if (opened && opened.layer !== layer) close();
  } else {
    show(["briefing", "files"].includes(address) ? address : "briefing");
    byId("missing").hidden = !report.layers.some((one) => address.startsWith(`${one.one}-`));
  }
}

for (const layer of report.layers) {
  byId("layers").append(make("a", { href: `#${layer.layer}`, "data-layer": layer.layer, title: layer.meaning },
    `${layer.title} (${layer.all})`));
}
let waiting = null;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    refresh();
    if (!opened) history.replaceState(null, "", addressOfChoice());
  }, 120);
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => {
  refresh();
  if (!opened) history.replaceState(null, "", addressOfChoice());
}));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opened) close();
});
window.addEventListener("hashchange", follow);
offerFilters();
follow();
document.documentElement.dataset.ready = "yes";
