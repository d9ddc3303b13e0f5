// Draws the network with Cytoscape.js, at the places that the server worked out. The table below it holds the same.
(() => {
  "use strict";
  const field = document.getElementById("network");
  if (!field || !window.cytoscape) return;
  const told = document.getElementById("told"), whole = document.getElementById("whole");
  const first = told.textContent, days = field.dataset.days;
  const KINDS = ["", "cooperation in words", "cooperation in deeds", "conflict in words", "conflict in deeds"];
  const EDGE = 30;  // pixels around the drawing
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // The page's own colours, read off elements: a script cannot read what light-dark() comes to.
  const probe = document.body.appendChild(document.createElement("div"));
  probe.className = "probe";
  const colours = () => Object.fromEntries(["ink", "muted", "paper", "soft", "coop", "conf", "link"].map((name) => {
    const one = probe.appendChild(document.createElement("span"));
    one.className = name;
    const found = getComputedStyle(one).color;
    one.remove();
    return [name, found];
  }));

  const looks = () => {
    const is = colours(), tone = (edge) => (edge.data("quad") > 2 ? is.conf : is.coop);
    return [
      { selector: "node", style: {
        "background-color": is.paper, "border-color": is.ink, "border-width": 1.5, shape: "ellipse",
        width: "data(size)", height: "data(size)", label: "data(name)", color: is.ink, "font-size": 13,
        "font-family": getComputedStyle(document.body).fontFamily, "text-valign": "bottom", "text-margin-y": 3,
        "text-outline-color": is.paper, "text-outline-width": 2.5, "text-wrap": "wrap", "text-max-width": 110,
        "min-zoomed-font-size": 6 } },
      { selector: "node[kind = 'organisation']", style: { shape: "round-rectangle" } },
      { selector: "node[kind = 'other']", style: { shape: "round-rectangle", "border-style": "dashed" } },
      { selector: "edge", style: {
        "curve-style": "bezier", "control-point-step-size": 9, "line-color": tone, width: "data(width)",
        "line-style": (edge) => (edge.data("quad") % 2 ? "dashed" : "solid"), "line-dash-pattern": [5, 3],
        "line-cap": "butt", opacity: 0.85 } },
      { selector: ".far", style: { opacity: 0.12, "text-opacity": 0.25 } },
      { selector: ".near", style: { "border-color": is.link, "border-width": 3 } },
    ];
  };

  const tell = (one) => {
    if (!one) { told.textContent = first; return; }
    const n = one.data("events").toLocaleString("en"), events = one.data("events") === 1 ? field.dataset.one : field.dataset.many;
    told.textContent = one.isNode() ? `${one.data("name")}: ${n} ${events} with ${one.neighborhood("node").length} of the others`
      : `${one.source().data("name")} and ${one.target().data("name")}: ${n} ${events} of ${KINDS[one.data("quad")]}`;
  };

  const draw = (found) => {
    const most = Math.max(1, ...found.edges.map((one) => one.events));
    const top = Math.max(1, ...found.nodes.map((one) => one.events));
    const [wide, high] = [field.clientWidth - 2 * EDGE, field.clientHeight - 2 * EDGE].map((n) => Math.max(n, 200) / 1000);
    const nodes = found.nodes.map((one) => ({
      data: { ...one, id: `n ${one.code}`, size: 9 + 21 * Math.sqrt(one.events / top) },
      position: { x: one.x * wide, y: one.y * high },
    }));
    const edges = found.edges.map((one) => ({ data: {
      ...one, id: `e ${one.a} ${one.b} ${one.quad}`, source: `n ${one.a}`, target: `n ${one.b}`,
      width: 1 + 8 * Math.sqrt(one.events / most) } }));
    const graph = cytoscape({
      container: field, elements: { nodes, edges }, layout: { name: "preset", padding: EDGE }, style: looks(),
      minZoom: 0.2, maxZoom: 4, userZoomingEnabled: false, autoungrabify: true, boxSelectionEnabled: false,
    });
    const go = (one) => {
      const [a, b] = one.isNode() ? [one] : [one.source(), one.target()];
      if (!a.data("known") || (b && !b.data("known"))) return;
      const name = encodeURIComponent;
      location.assign(b ? `/dyad/${name(a.data("code"))}/${name(b.data("code"))}${days}` : `/country/${name(a.data("code"))}`);
    };
    graph.on("tap", "node, edge", (event) => go(event.target));
    graph.on("mouseover", "node, edge", (event) => {
      const one = event.target, near = one.isNode() ? one.closedNeighborhood() : one.union(one.connectedNodes());
      graph.elements().not(near).addClass("far");
      if (one.isNode()) one.addClass("near");
      field.classList.add("over");
      tell(one);
    });
    graph.on("mouseout", "node, edge", () => {
      graph.elements().removeClass("far near");
      field.classList.remove("over");
      tell(null);
    });
    graph.on("viewport", () => { whole.hidden = false; });
    whole.addEventListener("click", () => {
      if (quiet) graph.fit(undefined, EDGE);
      else graph.animate({ fit: { padding: EDGE } }, { duration: 200 });
      whole.hidden = true;
    });
    // The wheel scrolls the page; with Ctrl (or pinched) it zooms, as maps do.
    field.addEventListener("wheel", (event) => { graph.userZoomingEnabled(event.ctrlKey || event.metaKey); }, { capture: true, passive: true });
    const paint = () => graph.style(looks());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    graph.fit(undefined, EDGE);
    whole.hidden = true;
    field.dataset.drawn = String(graph.elements().length);
  };

  fetch(field.dataset.from, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(draw)
    .catch(() => { told.textContent = "The network could not be drawn; the table below holds the same."; });
})();
