// One key a decision: a key presses what carries it in data-key. Keys do nothing while one types in a field.
(() => {
  "use strict";
  const typing = (one) => one.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key === "Escape") {
      const open = event.target.closest("details[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      return;
    }
    if (typing(event.target) || !/^[a-z?]$/.test(event.key)) return;
    const desk = document.getElementById("desk");
    if (!desk || desk.classList.contains("htmx-request")) return;
    const carries = desk.querySelector(`[data-key="${event.key}"]`);
    const who = desk.querySelector(".item > .who input:not([type=hidden])");
    if (!carries && !(who && "artesmnu".includes(event.key))) return;
    event.preventDefault();
    if (carries) carries.click();
    else who.focus();
  });

  // What was opened by its key is ready to be filled in.
  const begin = (details) => {
    const first = details.querySelector("input:not([type=hidden]), textarea, select");
    if (first) first.focus();
  };
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.act") && event.target.open) begin(event.target);
  }, true);

  document.addEventListener("htmx:beforeRequest", (event) => {
    const desk = document.getElementById("desk");
    if (desk && event.detail.target === desk) desk.classList.add("htmx-request");
  });
  document.addEventListener("htmx:afterRequest", () => {
    const desk = document.getElementById("desk");
    if (desk) desk.classList.remove("htmx-request");
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.matches("form.edit")) { begin(event.target); return; }
    const title = event.target.id === "desk" && document.getElementById("item-title");
    if (title) title.focus();
  });
})();
