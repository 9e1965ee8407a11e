/* Sending a workbook: dropped anywhere on the form, measured before it goes, with a bar while it is on its way.
   Without this script the browser sends the form like any other. */
"use strict";

(() => {
  const MEGABYTE = 2 ** 20;
  const megabytes = (bytes) => (bytes / MEGABYTE).toFixed(1);
  const formOf = (event) => event.target.closest && event.target.closest("form[data-upload]");

  /** Too large a file is not even sent. */
  const measure = (input) => {
    const file = input.files[0];
    const large = file && file.size > Number(input.dataset.most);
    const words = input.form.querySelector("[data-sending]").dataset;
    input.setCustomValidity(large ? words.large.replace("{size}", megabytes(file.size)) : "");
    input.reportValidity();
  };

  document.addEventListener("change", (event) => {
    if (event.target.type === "file" && formOf(event)) measure(event.target);
  });

  ["dragover", "dragleave", "drop"].forEach((kind) => {
    document.addEventListener(kind, (event) => {
      const form = formOf(event);
      if (!form || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("dropping", kind === "dragover");
      if (kind !== "drop") return;
      const input = form.querySelector("[type=file]");
      input.files = event.dataTransfer.files;
      measure(input);
    });
  });

  /** The page goes where the server says; a form that came back takes the place of the one that was sent. */
  const answered = (request, failed) => {
    const address = request.getResponseHeader("HX-Redirect");
    if (address) return window.location.assign(address);
    const fresh = new DOMParser().parseFromString(request.responseText, "text/html");
    const parts = ["messages", "upload"].filter((id) => fresh.getElementById(id));
    if (!parts.length) return failed();
    if (!parts.includes("upload")) failed("");
    parts.forEach((id) => document.getElementById(id).replaceWith(fresh.getElementById(id)));
    const notice = document.querySelector("#messages [role=alert], #upload [role=alert]");
    if (notice) notice.scrollIntoView({ block: "center" });
  };

  const send = (form) => {
    const place = form.querySelector("[data-sending]");
    const bar = place.querySelector("progress");
    const line = place.querySelector("[role=status]");
    const button = form.querySelector("[type=submit]");
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const stopper = place.querySelector("[data-stops]");
    const onTheWay = (yes) => {
      [bar, stopper].forEach((part) => part.toggleAttribute("hidden", !yes));
      button.disabled = yes;
      place.hidden = false;
      stopper[yes ? "addEventListener" : "removeEventListener"]("click", stop);
    };
    const end = (words) => {
      onTheWay(false);
      line.textContent = words;
    };

    request.upload.addEventListener("progress", (event) => {
      bar.max = event.total;
      bar.value = event.loaded;
      const done = Math.floor((100 * event.loaded) / event.total);
      line.textContent = `${megabytes(event.loaded)} / ${megabytes(event.total)} MB · ${done}%`;
    });
    request.upload.addEventListener("load", () => {
      line.textContent = place.dataset.arrived;
      stopper.hidden = true;
    });
    request.addEventListener("load", () => answered(request, (words = place.dataset.failed) => end(words)));
    request.addEventListener("error", () => end(place.dataset.failed));
    request.addEventListener("abort", () => end(place.dataset.stopped));
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.send(new FormData(form));
    line.textContent = "";
    onTheWay(true);
  };

  document.addEventListener("submit", (event) => {
    const form = formOf(event);
    if (!form) return;
    event.preventDefault();
    send(form);
  });
})();
