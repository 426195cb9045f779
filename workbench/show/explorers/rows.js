// A table to choose a row from, with the mouse or the arrow keys: a page of the rows, which the kernel searches and puts
// in order. Cells are text and nothing else (textContent).

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
  el.classList.add("wb-rows");
  const frame = make("div", { class: "wb-frame" });
  const table = make("table", { role: "grid" });
  const head = make("tr", { role: "row" });
  const body = make("tbody");
  const bar = make("div", { class: "wb-pager" });
  const words = make("p", { class: "wb-empty", role: "status" });
  const search = make("input", { type: "search", "aria-label": "Search these rows", placeholder: "Search these rows" });
  const buttons = [[-1, "Previous rows"], [1, "Next rows"]].map(([step, label]) => {
    const button = make("button", { type: "button" }, label);
    button.onclick = () => set("page", model.get("page") + step);
    return button;
  });
  const told = make("span");
  let focusNext = null; // where the focus goes when the page that was asked for is there

  function set(name, value) {
    model.set(name, value);
    model.save_changes();
  }

  function mark() {
    const chosen = model.get("chosen");
    for (const row of body.children) row.setAttribute("aria-selected", String(Number(row.dataset.row) === chosen));
  }

  const pages = () => Math.ceil(model.get("count") / model.get("page_rows"));

  function move(event, place) {
    const last = body.children.length - 1;
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: last,
                 PageDown: place + 10, PageUp: place - 10 }[event.key];
    if (event.key === "Enter" || event.key === " ") set("chosen", Number(body.children[place].dataset.row));
    else if (to === undefined) return;
    else if (to > last && model.get("page") + 1 < pages()) { focusNext = 0; set("page", model.get("page") + 1); }
    else if (to < 0 && model.get("page") > 0) { focusNext = -1; set("page", model.get("page") - 1); }
    else focus(Math.max(0, Math.min(last, to)));
    event.preventDefault();
    event.stopPropagation(); // Lab's own keys (cells, menus) stay out of it
  }

  function focus(place) {
    [...body.children].forEach((row, number) => { row.tabIndex = number === place ? 0 : -1; });
    body.children[place]?.focus();
    body.children[place]?.scrollIntoView({ block: "nearest" });
  }

  model.get("columns").forEach((name, number) => {
    const cell = make("th", { scope: "col", role: "columnheader" });
    const button = make("button", { type: "button" }, name);
    button.onclick = () => { // up, down, and as it was
      const [column, way] = model.get("order");
      set("order", number !== column ? [number, 1] : way > 0 ? [number, -1] : [-1, 1]);
    };
    cell.append(button);
    head.append(cell);
  });

  function markOrder() {
    const [column, way] = model.get("order");
    [...head.children].forEach((cell, number) => {
      if (number === column) cell.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      else cell.removeAttribute("aria-sort");
    });
  }

  function draw() {
    const [count, page, size] = [model.get("count"), model.get("page"), model.get("page_rows")];
    const numbers = model.get("numbers");
    const isEmpty = !count && !model.get("query");
    frame.hidden = bar.hidden = isEmpty;
    words.hidden = count > 0;
    words.textContent = isEmpty ? model.get("empty") : "No row has these words.";
    table.setAttribute("aria-label", model.get("caption"));
    table.setAttribute("aria-rowcount", count + 1);
    body.replaceChildren(...model.get("rows").map((cells, place) => {
      const row = make("tr", { role: "row", "aria-rowindex": page * size + place + 2, tabindex: place ? -1 : 0,
                               "data-row": numbers[place] });
      for (const cell of cells) row.append(make("td", { role: "gridcell", dir: "auto" }, cell));
      row.onclick = () => { set("chosen", numbers[place]); focus(place); };
      row.onkeydown = (event) => move(event, place);
      return row;
    }));
    buttons[0].disabled = page <= 0;
    buttons[1].disabled = page + 1 >= pages();
    told.textContent = count ? `rows ${page * size + 1}–${Math.min((page + 1) * size, count)} of ${count}` : "";
    el.dataset.rows = count;
    mark();
    if (focusNext !== null) focus(focusNext < 0 ? numbers.length - 1 : focusNext);
    focusNext = null;
  }

  let waiting = null;
  search.oninput = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => set("query", search.value), 150);
  };
  search.value = model.get("query");
  bar.append(search, ...buttons, told);
  const top = make("thead");
  top.append(head);
  table.append(top, body);
  frame.append(table);
  el.replaceChildren(bar, frame, words);
  markOrder();
  draw();
  const drawn = "change:rows change:numbers change:count change:empty";
  model.on(drawn, draw);
  model.on("change:order", markOrder);
  model.on("change:chosen", mark);
  return () => { model.off(drawn, draw); model.off("change:order", markOrder); model.off("change:chosen", mark); };
}

export default { render };
