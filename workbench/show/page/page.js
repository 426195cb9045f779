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
      () => {
        place.setAttribute("role", "group");
        place.querySelector("summary")?.setAttribute("aria-label", "Save this chart as PNG or SVG");
        for (const brush of place.querySelectorAll('[role="graphics-symbol"]:not([aria-label])')) {
          brush.removeAttribute("role"); // Vega gives it a role and no name; the chart's own words say what it does
          brush.removeAttribute("aria-roledescription");
        }
        figure.querySelector("img").remove();
      },
      () => place.remove());
  }
}
// what scrolls must be reached by the keyboard
for (const part of document.querySelectorAll("table, pre")) {
  if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
}
