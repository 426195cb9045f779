// A Vega-Lite chart whose picks go to the kernel. The kernel sends Vega itself once a page, when a chart is first
// drawn: so a headless run never loads it, and no widget's saved state carries it. Nothing is fetched from elsewhere.
const offline = {
  load: () => Promise.reject(new Error("charts here load nothing")),
  sanitize: () => Promise.reject(new Error("charts here link nowhere")),
};

function loadVega(model) {
  window.workbenchVega ??= new Promise((resolve, reject) => {
    const receive = (message, buffers) => {
      if (message.kind !== "vega") return;
      model.off("msg:custom", receive);
      const bytes = buffers[0];
      const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
      import(url).then(() => resolve(window.workbenchVegaEmbed), reject).finally(() => URL.revokeObjectURL(url));
    };
    model.on("msg:custom", receive);
    model.send({ kind: "vega" });
  });
  return window.workbenchVega;
}

async function render({ model, el }) {
  el.setAttribute("role", "figure");
  el.textContent = "Drawing …";
  let current = null;
  let waiting = null;

  async function draw() {
    const generation = model.get("generation");
    if (!model.get("spec").$schema) {
      current?.finalize();
      current = null;
      el.textContent = model.get("description");
      el.dataset.generation = generation;
      return;
    }
    const embed = await loadVega(model);
    if (generation !== model.get("generation")) return;
    const box = document.createElement("div");
    el.setAttribute("aria-label", model.get("description"));
    let drawn;
    try {
      drawn = await embed(box, structuredClone(model.get("spec")), {
        renderer: "svg",
        loader: offline,
        actions: { export: { png: true, svg: true }, source: false, compiled: false, editor: false },
        downloadFileName: model.get("file_name"),
        i18n: { CLICK_TO_VIEW_ACTIONS: "Save this chart", SVG_ACTION: "Save as SVG", PNG_ACTION: "Save as PNG" },
      });
    } catch (error) {
      el.textContent = `This chart could not be drawn: ${error.message}`;
      return;
    }
    if (generation !== model.get("generation")) return drawn.finalize();
    current?.finalize();
    current = drawn;
    box.querySelector("summary")?.setAttribute("aria-label", "Save this chart as PNG or SVG");
    for (const unnamed of box.querySelectorAll('[role="graphics-symbol"]:not([aria-label])')) {
      unnamed.removeAttribute("role"); // the brush: the text alternative says what it does
      unnamed.removeAttribute("aria-roledescription");
    }
    el.replaceChildren(box);
    el.dataset.generation = generation;
    const pick = model.get("pick");
    if (pick) {
      drawn.view.addSignalListener(pick, (name, value) => {
        clearTimeout(waiting);
        waiting = setTimeout(() => {
          if (generation !== model.get("generation")) return;
          model.set("picked", { generation, value: JSON.parse(JSON.stringify(value)) });
          model.save_changes();
        }, 120);
      });
    }
  }

  model.on("change:generation", draw);
  draw();
  return () => {
    model.off("change:generation", draw);
    current?.finalize();
  };
}

export default { render };
