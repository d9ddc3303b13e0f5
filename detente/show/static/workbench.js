// A part of a page that does not come says so in its place.
(() => {
  "use strict";
  const tell = (target, says) => {
    const line = document.createElement("p");
    line.className = "alert";
    line.setAttribute("role", "alert");
    line.textContent = says;
    target.replaceChildren(line);
  };
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const says = page.querySelector("h1, p, body");
    tell(event.detail.target, (says && says.textContent.trim()) || "This part could not be made.");
  });
  document.addEventListener("htmx:sendError", (event) => {
    tell(event.detail.target, "The workbench does not answer: has it been ended in the terminal?");
  });
})();

// Dropping files and folders onto the form of the first page. The form works without it, file by file.
(() => {
  "use strict";
  const form = document.querySelector("form[data-drop]");
  if (!form) return;
  const drop = form.querySelector(".drop"), chosen = form.querySelector(".chosen");
  let dropped = [];

  const tell = () => {
    const picked = [...form.querySelectorAll("input[type=file]")].reduce((n, one) => n + one.files.length, 0);
    const all = dropped.length + picked;
    chosen.textContent = all ? `${all} ${all === 1 ? "file" : "files"} chosen` : "";
  };

  const walk = async (entry, path, found) => {
    if (entry.isFile) {
      const file = await new Promise((yes, no) => entry.file(yes, no));
      found.push([file, path + file.name]);
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((yes, no) => reader.readEntries(yes, no));
      if (!some.length) return;
      for (const one of some) await walk(one, `${path}${entry.name}/`, found);
    }
  };

  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  form.addEventListener("dragleave", () => drop.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const given = [...event.dataTransfer.items].map((one) => [one.webkitGetAsEntry && one.webkitGetAsEntry(), one.getAsFile()]);
    const found = [];
    for (const [entry, file] of given) {
      if (entry) await walk(entry, "", found);
      else if (file) found.push([file, file.name]);
    }
    dropped = dropped.concat(found);
    tell();
  });
  form.addEventListener("change", tell);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button.main"), data = new FormData();
    for (const name of ["token", "text", "address", "published", "outlet"]) {
      if (form.elements[name]) data.append(name, form.elements[name].value);
    }
    const picked = [...form.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files])
      .map((file) => [file, file.webkitRelativePath || file.name]);
    for (const [file, path] of [...dropped, ...picked]) {
      data.append("files", file, file.name);
      data.append("path", path);
    }
    button.disabled = true;
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } })
      .catch(() => null);
    const next = answer && answer.headers.get("HX-Redirect");
    if (next) { location.assign(next); return; }
    button.disabled = false;
    const page = answer ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const says = page && (page.querySelector("main") || page.body).innerText.trim();
    chosen.textContent = says ? says.split("\n")[0] : "the upload did not get through";
  });
})();
