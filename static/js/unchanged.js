/* The year page beside last year: notes follow the typing; F9 a field, Alt+U a person, Alt+Shift+U all: unchanged. */
"use strict";

(() => {
  const CONTROLS = "input:not([type=hidden]):not([name$='-unchanged']), select, textarea";
  const waiting = () => [...document.querySelectorAll("[data-waits]")];
  const tick = (card) => card.querySelector("[name$='-unchanged']");

  /** What a field says now, written as the server wrote what it said last year. */
  const written = (field) => {
    const chips = [...field.querySelectorAll("[data-last][type=checkbox]")];
    if (chips.length) return chips.filter((chip) => chip.checked).map((chip) => chip.value).join(",");
    return field.querySelector("[data-last]").value;
  };

  const alike = (now, last) => now === last || (now !== "" && last !== "" && Number(now) === Number(last));

  /** The mark under a field: as last year, or what it said then. */
  const mark = (field) => {
    const control = field.querySelector("[data-last]");
    const same = alike(written(field), control.dataset.last);
    let note = field.querySelector(".carried, .was");
    if (!note) {
      const line = document.createElement("p");
      line.className = "help";
      note = line.appendChild(document.createElement("span"));
      field.append(line);
    }
    note.className = same ? "carried" : "was";
    note.textContent = same ? control.dataset.same : control.dataset.was;
    return same;
  };

  /** A field that somebody has looked at says so until it is changed. */
  const look = (field) => {
    field.dataset.looked = "";
    const card = field.closest("[data-waits]");
    const open = [...card.querySelectorAll(".field")].filter(
      (other) => other.querySelector("[data-last]") && !("looked" in other.dataset),
    );
    if (!open.length) confirm(card, true);
  };

  const confirm = (card, checked) => {
    tick(card).checked = checked;
    show(card);
  };

  const show = (card) => {
    card.classList.toggle("settled", tick(card).checked);
  };

  const controlsOf = (root) =>
    [...root.querySelectorAll(CONTROLS)].filter((control) => !control.disabled && control.offsetParent !== null);

  const goOn = (field) => {
    const all = controlsOf(field.closest("form"));
    const next = all.find(
      (control) =>
        !field.contains(control) && field.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    (next || document.querySelector("[data-save]")).focus();
  };

  const next = (card) => {
    const left = waiting().find((other) => other !== card && !tick(other).checked);
    const control = left && controlsOf(left)[0];
    (control || document.querySelector("[data-save]")).focus();
  };

  const keys = {
    F9: (target) => {
      const field = target.closest("[data-waits] .field");
      if (!field) return false;
      look(field);
      goOn(field);
      return true;
    },
    one: (target) => {
      const card = target.closest("[data-waits]") || waiting().find((other) => !tick(other).checked);
      if (!card) return false;
      confirm(card, true);
      next(card);
      return true;
    },
    all: () => {
      waiting().forEach((card) => confirm(card, true));
      document.querySelector("[data-save]").focus();
      return true;
    },
  };

  document.addEventListener("keydown", (event) => {
    const letter = event.code === "KeyU" && event.altKey && !event.ctrlKey && !event.metaKey;
    const name = letter ? (event.shiftKey ? "all" : "one") : event.key;
    if (name in keys && waiting().length && keys[name](event.target)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-unchanged-all]")) keys.all();
  });

  const changed = (event) => {
    const card = event.target.closest("[data-waits]");
    if (card && event.target === tick(card)) return show(card);
    const field = event.target.closest(".field");
    if (!field || !field.querySelector("[data-last]")) return;
    const same = mark(field);
    if (card && !same) look(field); // who has only passed through has not looked
  };
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-unchanged-all]").forEach((button) => {
      button.hidden = false;
    });
    waiting().forEach(show);
  });
})();
