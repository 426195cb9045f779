// A page of HTML that Python made and escaped: a card or an article. What is selected in it goes to the kernel as
// characters of the body; its citation can be copied.
function characters(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!piece) return null;
  // Python counts characters, JavaScript halves of some
  return Number(piece.dataset.start) + Array.from(piece.textContent.slice(0, offset)).length;
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

function render({ model, el }) {
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
    const range = selection.getRangeAt(0);
    const start = characters(range.startContainer, range.startOffset);
    const end = characters(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    model.set("selection", [start, end]);
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
