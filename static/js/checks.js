/* Checking as one types: the form is posted as it stands, and the rules answer in their own words. What is wrong is
   said at the fields of the part that was changed; what would be doubted once it is saved, by doubts.js. */
"use strict";

(() => {
  const PATIENCE_MS = 350;
  const waiting = new WeakMap();

  const told = (part, told_) => {
    Object.entries(told_).forEach(([name, value]) => {
      const control = part.querySelector(`[data-told=${name}]`);
      if (control && value && control.value !== value) {
        control.value = value;
        control.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
  };
  /** A number of the right shape fills in birth date and sex at once; whether it is right the server says. */
  const readNumber = (input) => {
    const part = input.closest("[data-check]");
    const text = input.value.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
    const shape = /^\d{6}(\d{4})(\d\d)(\d\d)\d\d(\d)[\dX](?:\d\d(?:\w\w)?)?$/.exec(text);
    part.toggleAttribute("data-read", !!shape);
    if (!shape) return;
    const [, year, month, day, sex] = shape;
    told(part, { born: `${year}-${month}-${day}`, sex: Number(sex) % 2 ? "male" : "female" });
    const type = part.querySelector("[data-told=id_type]");
    if (text.length >= 20 && type && type.value === "citizen") type.value = "disability";
  };

  const words = (part, prefix, answer) => {
    const seen = (name) => part.querySelector(`[name="${prefix}${name}"]`);
    return Object.entries(answer.errors)
      .map(([name, lines]) => [name, seen(name), lines])
      .filter(([, control]) => control && (control.dataset.visited !== undefined || control.value));
  };
  const show = (part, prefix, answer) => {
    const wrong = words(part, prefix, answer);
    const names = new Set(wrong.map(([name]) => name));
    part.querySelectorAll("[data-visited]").forEach((control) => {
      const own = control.name.slice(prefix.length);
      control.toggleAttribute("aria-invalid", false);
      if (names.has(own)) control.setAttribute("aria-invalid", "true");
    });
    const grid = part.querySelector("[data-notes]");
    part.querySelectorAll(".live").forEach((note) => note.remove());
    const add = (field, text, level) => {
      const line = document.createElement(grid ? "li" : "p");
      line.className = `${level} live`;
      line.textContent = text;
      (grid || field).append(line);
    };
    wrong.forEach(([, control, lines]) => {
      const field = control.closest(".field");
      field.querySelectorAll(".error:not(.said):not(.live)").forEach((note) => note.remove());
      const label = field.querySelector("label, legend").textContent.trim();
      add(field, grid ? `${label}：${lines.join("；")}` : lines.join("；"), "error");
    });
    if (grid) grid.querySelectorAll("[data-of]").forEach((line) => line.remove());
    const number = part.querySelector("[name$=id_number]");
    (answer.notices || []).forEach((text) => add(number.closest(".field"), text, "notice"));
    if (answer.told) told(part, answer.told);
  };

  let latest = 0;
  const check = async (part) => {
    const { check: kind, checkUrl, prefix } = part.dataset;
    const { form } = part.querySelector("[name]");
    const { page = "", household = "" } = form.dataset;
    const body = new FormData(form);
    Object.entries({ kind, part: prefix, page, household }).forEach(([name, value]) => body.set(name, value));
    const asked = Symbol("asked");
    const turn = (latest += 1);
    waiting.set(part, asked);
    const answer = await fetch(checkUrl, { method: "POST", body }).catch(() => null);
    // Out of reach or logged out: saving will say it all. A later question makes this answer stale.
    if (!answer || !answer.ok || answer.redirected) return;
    const said = await answer.json();
    if (waiting.get(part) === asked) show(part, prefix, said);
    if (turn === latest) form.dispatchEvent(new CustomEvent("entry:doubts", { detail: said.doubts || [] }));
  };

  const timers = new WeakMap();
  const later = (target, delay) => {
    const part = target.closest("form[data-keep] [data-check]");
    if (!part || !target.name) return;
    target.dataset.visited = "";
    clearTimeout(timers.get(part));
    timers.set(part, setTimeout(() => check(part), delay));
  };
  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-check] [name$=id_number]")) {
      readNumber(target);
      later(target, PATIENCE_MS);
    }
  });
  document.addEventListener("change", ({ target }) => later(target, PATIENCE_MS / 3));
  document.addEventListener("entry:removed", ({ target }) => check(target));
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-check] [name$=id_number]").forEach((input) => input.value && readNumber(input));
  });
})();
