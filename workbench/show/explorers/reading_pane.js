// A page of HTML that Python made and escaped: a card or an article. What is selected in it goes to the kernel as
// characters of the body; its citation can be copied.
// Python counts characters, JavaScript halves of some
const count = (range) => Array.from(range.toString()).length;

function whole(piece) {
  const range = document.createRange();
  range.selectNodeContents(piece);
  return range;
}

// first and last character of the body under a selection, which may begin and end between pieces, or at labels
function characters(page, selected) {
  let start = null;
  let end = null;
  for (const piece of page.querySelectorAll("[data-start]")) {
    if (!selected.intersectsNode(piece)) continue;
    const part = whole(piece);
    const before = whole(piece);
    before.collapse(true);
    if (selected.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
      part.setStart(selected.startContainer, selected.startOffset);
      before.setEnd(selected.startContainer, selected.startOffset);
    }
    if (selected.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
      part.setEnd(selected.endContainer, selected.endOffset);
    }
    if (!count(part)) continue;
    const first = Number(piece.dataset.start) + count(before);
    start ??= first;
    end = first + count(part);
  }
  return start === null ? null : [start, end];
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // no permission, or a page without https
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
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
  const page = document.createElement("div");
  page.setAttribute("role", "region");
  page.tabIndex = 0; // long pages scroll: the keyboard must reach them
  const bar = document.createElement("p");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy as citation";
  const done = document.createElement("span");
  done.setAttribute("role", "status");
  bar.append(button, " ", done);
  el.append(page, bar);

  function draw() {
    page.innerHTML = model.get("html");
    page.setAttribute("aria-label", model.get("label"));
    page.style.maxHeight = model.get("height");
    page.scrollTop = 0;
    bar.hidden = !model.get("citation");
    done.textContent = "";
    el.hidden = !model.get("html");
  }

  function report() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !page.contains(selection.anchorNode)) return;
    const found = characters(page, selection.getRangeAt(0));
    if (!found) return;
    model.set("selection", found);
    model.save_changes();
  }

  button.onclick = async () => {
    await copy(model.get("citation"));
    done.textContent = "Copied.";
  };
  page.classList.add("wb-page");
  page.addEventListener("mouseup", report);
  page.addEventListener("keyup", report);
  model.on("change:html", draw);
  draw();
  return () => model.off("change:html", draw);
}

export default { render };
