/* Entering a household: members are added and taken away; leaving a changed form asks first. */
"use strict";

(() => {
  const rows = (set) => [...set.querySelectorAll("[data-list] > .member:not([hidden])")];
  const number = (set) => {
    rows(set).forEach((row, place) => {
      row.querySelector("[data-number]").textContent = String(place + 1);
    });
    document.querySelectorAll("[data-member-count]").forEach((box) => {
      box.dataset.memberCount = String(rows(set).length);
    });
    document.dispatchEvent(new Event("entry:members"));
  };

  /** data-members: a formset whose empty form stands in <template>. */
  const add = (set) => {
    const total = set.querySelector("[name$=TOTAL_FORMS]");
    const holder = document.createElement("div");
    holder.innerHTML = set.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    total.value = Number(total.value) + 1;
    set.querySelector("[data-list]").append(row);
    document.dispatchEvent(new Event("entry:added"));
    number(set);
    return row;
  };
  const first = (row) => row.querySelector("input:not([type=hidden]), select");
  const remove = (row) => {
    const set = row.closest("[data-members]");
    const next = row.nextElementSibling || row.previousElementSibling;
    row.querySelector("[name$=DELETE]").value = "on";
    row.querySelectorAll("[required]").forEach((input) => input.removeAttribute("required"));
    row.hidden = true;
    number(set);
    row.dispatchEvent(new Event("entry:removed", { bubbles: true }));
    if (next && !next.hidden) first(next).focus();
  };
  document.addEventListener("click", ({ target }) => {
    const adding = target.closest("[data-add-member]");
    if (adding) first(add(adding.closest("[data-members]"))).focus();
    const removing = target.closest("[data-remove-member]");
    if (removing) remove(removing.closest(".member"));
  });
  /** Others that need rows (a pasted block, a draft) ask for as many as they have. */
  document.addEventListener("entry:rows", ({ target, detail }) => {
    while (target.querySelectorAll("[data-list] > .member").length < detail) add(target);
  });

  /** Nothing typed is lost by a slip. */
  let changed = false;
  const note = ({ target }) => {
    if (target.closest && target.closest("form[data-keep]")) changed = true;
  };
  document.addEventListener("input", note);
  document.addEventListener("change", note);
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });

  /** Where typing begins: at the first wrong field, else at the first of a form[data-first] on a desk, without asking
      for a screen keyboard; not where somebody is already typing. */
  const open = (root) =>
    [...root.querySelectorAll("input:not([type=hidden]), select, textarea")].find(
      (control) => !control.disabled && !control.readOnly && control.getClientRects().length > 0,
    );
  document.addEventListener("entry:begin", ({ target }) => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const wrong = [...target.querySelectorAll(".field")].find((field) => field.querySelector(".error, [aria-invalid=true]"));
    const atDesk = target.matches("[data-first]") && window.matchMedia("(min-width: 769px) and (hover: hover)").matches;
    const refused = document.querySelector(".alert-error, .alert-warning");
    const control = wrong ? open(wrong) : atDesk && !refused && open(target);
    if (control) control.focus();
  });

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-members]").forEach(number));
})();
