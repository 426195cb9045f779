// Turns each chart's picture into the chart itself, with tooltips, where the plotting library stands beside the page.
// A page sent on alone keeps its pictures. Expressions are interpreted, never evaluated (ast).
function enliven(figure) {
  const spec = JSON.parse(figure.querySelector("script").textContent);
  const picture = figure.querySelector("img");
  const place = document.createElement("div");
  const options = {mode: "vega-lite", renderer: "svg", ast: true, tooltip: {theme: "light"},
    actions: {export: true, source: false, compiled: false, editor: false}};
  figure.append(place);
  workbenchVegaEmbed(place, spec, options).then(() => {
    // what a screen reader is told of the picture holds for the chart; parts without words are passed over
    const drawn = place.querySelector("svg.marks");
    drawn.setAttribute("aria-label", picture.alt);
    drawn.querySelectorAll("[role=graphics-symbol]:not([aria-label])").forEach(
      (part) => part.setAttribute("aria-hidden", "true"));
    place.querySelector("summary").setAttribute("aria-label", "Save this chart");
    picture.remove();
  }, () => place.remove());
}
if (window.workbenchVegaEmbed) document.querySelectorAll("figure.chart").forEach(enliven);
// the keyboard can scroll what the mouse can
document.querySelectorAll("table, figure, pre").forEach((wide) => {
  if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
});
