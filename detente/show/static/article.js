// The text and its records: what is pressed in one is shown in the other. Links do the same without this.
(() => {
  "use strict";
  const text = document.querySelector(".whole"), list = document.querySelector(".beside");
  if (!text || !list) return;
  const parts = new Map();
  for (const one of text.querySelectorAll("[data-r]")) {
    if (!parts.has(one.dataset.r)) parts.set(one.dataset.r, []);
    parts.get(one.dataset.r).push(one);
  }
  const line = (id) => document.getElementById(`l-${id}`);
  const light = (id, name, on) => {
    for (const one of parts.get(id) || []) one.classList.toggle(name, on);
    const item = line(id);
    if (item) item.classList.toggle(name, on);
  };
  let chosen = "";
  const choose = (id) => {
    if (chosen) light(chosen, "chosen", false);
    chosen = id;
    light(id, "chosen", true);
  };

  // A word belongs to several records where sentences overlap: pressing it again shows the next of them.
  text.addEventListener("click", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    const here = [];
    for (let one = event.target.closest("[data-r]"); one; one = one.parentElement.closest("[data-r]")) {
      if (line(one.dataset.r)) here.push(one.dataset.r);
    }
    if (!here.length) return;
    const id = here[(here.indexOf(chosen) + 1) % here.length];
    choose(id);
    history.replaceState(null, "", `#${id.startsWith("m-") ? id : `r-${id}`}`);
    line(id).scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".whole .refs a, .beside a.no, #missed a.no, .columns a[href^='#r-']");
    if (link) choose(link.hash.replace(/^#(r|l)-/, "").replace(/^#/, ""));
  });
  for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(enter, (event) => {
      const item = event.target.closest("[data-l]");
      if (item) light(item.dataset.l, "lit", true);
    });
    document.addEventListener(leave, (event) => {
      const item = event.target.closest("[data-l]");
      if (item) light(item.dataset.l, "lit", false);
    });
  }
  const shown = () => {
    const id = location.hash.replace(/^#(r|l)-/, "").replace(/^#/, "");
    if (!parts.has(id)) return;
    choose(id);
    const item = line(id);
    if (item && location.hash.startsWith("#r-")) item.scrollIntoView({ block: "nearest" });
    if (item && location.hash.startsWith("#r-")) parts.get(id)[0].scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", shown);
  shown();
})();
