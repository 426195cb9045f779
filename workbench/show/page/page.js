// Turns each chart's picture into the chart itself, with tooltips, where the plotting library stands beside the page.
// A page sent on alone keeps its pictures. Expressions are interpreted, never evaluated (ast).
if (window.vegaEmbed) {
  for (const figure of document.querySelectorAll("figure.chart")) {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const place = document.createElement("div");
    const options = {mode: "vega-lite", renderer: "svg", ast: true, tooltip: {theme: "light"},
      actions: {export: true, source: false, compiled: false, editor: false}};
    figure.append(place);
    vegaEmbed(place, spec, options).then(
      () => { place.setAttribute("role", "group"); figure.querySelector("img").remove(); },
      () => place.remove());
  }
}
