// A table to choose a row from, with the mouse or the arrow keys. Cells are text and nothing else (textContent).
const PAGE = 50;

function make(tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

// The keys pressed in an explorer or a card are its own: Lab would delete the cell at "d d" and cut it at "x". Lab asks
// the focused element itself, before any element around it.
function keepKeys(el) {
  const owner = el.closest(".wb-keeps-keys");
  if (owner) owner.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  else if (!el.isConnected) requestAnimationFrame(() => keepKeys(el));
}

function render({ model, el }) {
  keepKeys(el);
  let page = 0;
  el.classList.add("wb-rows");

  function choose(number) {
    model.set("chosen", number);
    model.save_changes();
    mark();
  }

  function mark() {
    const chosen = model.get("chosen");
    for (const row of el.querySelectorAll("tbody tr")) {
      row.setAttribute("aria-selected", String(Number(row.dataset.row) === chosen));
    }
  }

  function move(event, number) {
    const last = model.get("rows").length - 1;
    const to = { ArrowDown: number + 1, ArrowUp: number - 1, Home: 0, End: last,
                 PageDown: number + 10, PageUp: number - 10 }[event.key];
    if (event.key === "Enter" || event.key === " ") choose(number);
    else if (to === undefined) return;
    else focus(Math.max(0, Math.min(last, to)));
    event.preventDefault();
    event.stopPropagation(); // Lab's own keys (cells, menus) stay out of it
  }

  function focus(number) {
    if (Math.floor(number / PAGE) !== page) {
      page = Math.floor(number / PAGE);
      draw();
    }
    for (const row of el.querySelectorAll("tbody tr")) row.tabIndex = Number(row.dataset.row) === number ? 0 : -1;
    const row = el.querySelector(`tr[data-row="${number}"]`);
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
  }

  function pager(rows) {
    const bar = make("div", { class: "wb-pager" });
    const pages = Math.ceil(rows.length / PAGE);
    for (const [step, label] of [[-1, "Previous rows"], [1, "Next rows"]]) {
      const button = make("button", { type: "button" }, label);
      button.disabled = page + step < 0 || page + step >= pages;
      button.onclick = () => { page += step; draw(); };
      bar.append(button);
    }
    bar.append(make("span", {}, `rows ${page * PAGE + 1}–${Math.min((page + 1) * PAGE, rows.length)} of ${rows.length}`));
    return bar;
  }

  function draw() {
    const rows = model.get("rows");
    page = Math.max(0, Math.min(page, Math.ceil(rows.length / PAGE) - 1));
    if (!rows.length) {
      el.replaceChildren(make("p", { class: "wb-empty", role: "status" }, model.get("empty")));
      return;
    }
    const table = make("table", { role: "grid", "aria-label": model.get("caption"), "aria-rowcount": rows.length + 1 });
    const head = make("tr", { role: "row" });
    for (const name of model.get("columns")) head.append(make("th", { scope: "col", role: "columnheader" }, name));
    const body = make("tbody");
    rows.slice(page * PAGE, (page + 1) * PAGE).forEach((cells, index) => {
      const number = page * PAGE + index;
      const row = make("tr", { role: "row", "aria-rowindex": number + 2, tabindex: index ? -1 : 0, "data-row": number });
      for (const cell of cells) row.append(make("td", { role: "gridcell", dir: "auto" }, cell));
      row.onclick = () => { choose(number); focus(number); };
      row.onkeydown = (event) => move(event, number);
      body.append(row);
    });
    const top = make("thead");
    top.append(head);
    table.append(top, body);
    const frame = make("div", { class: "wb-frame" });
    frame.append(table);
    el.replaceChildren(frame, ...(rows.length > PAGE ? [pager(rows)] : []));
    el.dataset.rows = rows.length;
    mark();
  }

  const restart = () => { page = 0; draw(); };
  model.on("change:rows", restart);
  model.on("change:chosen", mark);
  draw();
  return () => { model.off("change:rows", restart); model.off("change:chosen", mark); };
}

export default { render };
