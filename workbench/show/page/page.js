// Turns each chart's picture into the chart itself, with tooltips, where the plotting library stands with the page.
// A page sent on alone keeps its pictures. Expressions are interpreted, never evaluated (ast).
"use strict";
// a click on a mark leads to the rows behind it: to those on the page itself, or in the report's index.html
function leadTo(leads, datum) {
  const asked = new URLSearchParams({ open: "1" });
  for (const [name, column] of Object.entries(leads)) {
    if (name === "layer" || datum[column] === undefined) continue;
    const isDay = ["from", "to"].includes(name); // Vega's days are moments of this place's midnight
    asked.set(name, isDay ? new Date(datum[column]).toLocaleDateString("sv") : String(datum[column]));
  }
  location.href = `${document.getElementById("rows") ? "" : "index.html"}#${leads.layer}?${asked}`;
}
function enliven(figure) {
  const spec = JSON.parse(figure.querySelector("script").textContent);
  const picture = figure.querySelector("img");
  const place = document.createElement("div");
  const options = {mode: "vega-lite", renderer: "svg", ast: true, tooltip: {theme: "light"},
    actions: {export: true, source: false, compiled: false, editor: false}};
  figure.append(place);
  workbenchVegaEmbed(place, spec, options).then(({ view }) => {
    // what a screen reader is told of the picture holds for the chart; parts without words are passed over
    const drawn = place.querySelector("svg.marks");
    drawn.setAttribute("aria-label", picture.alt);
    drawn.querySelectorAll("[role=graphics-symbol]:not([aria-label])").forEach(
      (part) => part.setAttribute("aria-hidden", "true"));
    place.querySelector("summary").setAttribute("aria-label", "Save this chart");
    picture.remove();
    const leads = spec.usermeta?.leads;
    if (!leads) return;
    figure.classList.add("leads");
    view.addEventListener("click", (event, item) => {
      if (item?.datum && item.mark.role === "mark") leadTo(leads, item.datum);
    });
  }, () => place.remove());
}
if (window.workbenchVegaEmbed) document.querySelectorAll("figure.chart").forEach(enliven);
// the keyboard can scroll what the mouse can
document.querySelectorAll("table, figure, pre").forEach((wide) => {
  if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
});
