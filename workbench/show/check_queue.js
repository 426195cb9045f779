// One question after the other, answered with one key each. What is shown is text or the card's own escaped HTML.
function make(tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

function render({ model, el }) {
  const root = make("div", { class: "wb-check", tabindex: "0", role: "group", "aria-label": "Rows to judge" });
  const progress = make("p", { class: "wb-line wb-progress", role: "status" });
  const asked = make("p", { class: "wb-line wb-asked" });
  const card = make("div", { class: "wb-page" });
  const keys = make("div", { class: "wb-keys", role: "toolbar", "aria-label": "Answers" });
  const note = make("input", { type: "text", class: "wb-note", "aria-label": "Note: Enter keeps it, Escape leaves it" });
  const said = make("p", { class: "wb-line wb-said", role: "status" });
  note.hidden = true;
  root.append(progress, asked, card, keys, note, said);
  el.replaceChildren(root);

  // a key pressed here is ours: Lab would delete a cell at "d d", and asks the focused element itself
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  root.setAttribute("data-lm-suppress-shortcuts", "true");

  const press = (key, text = "") => model.send({ kind: "key", key, text });

  function openNote() {
    note.hidden = false;
    note.value = model.get("note");
    note.focus();
  }

  function closeNote() {
    note.hidden = true;
    root.focus();
  }

  root.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Tab" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === note) {
      if (event.key === "Enter") press("note", note.value);
      if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); closeNote(); }
      return;
    }
    if (event.target.tagName === "BUTTON" && (event.key === "Enter" || event.key === " ")) return;
    const known = model.get("answers").some(([key]) => key === event.key);
    if (!known && !["Escape", " "].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "n" && known && !model.get("choosing")) openNote();
    else press(event.key);
  });

  function draw() {
    progress.textContent = model.get("progress");
    asked.textContent = model.get("asked");
    card.innerHTML = model.get("html");
    said.textContent = model.get("said");
    const hadFocus = keys.contains(document.activeElement);
    keys.replaceChildren(...model.get("answers").map(([key, label]) => {
      const button = make("button", { type: "button", "data-lm-suppress-shortcuts": "true" });
      button.append(make("kbd", {}, key), ` ${label}`);
      button.onclick = () => (key === "n" && !model.get("choosing") ? openNote() : press(key));
      return button;
    }));
    if (hadFocus) root.focus();
    root.dataset.place = model.get("place");
  }

  model.on("change:drawn", draw);
  draw();
  return () => model.off("change:drawn", draw);
}

export default { render };
