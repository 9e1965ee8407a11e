/* Entering a household: members are added and taken away, income sums follow the typing, leaving unsaved asks first. */
"use strict";

(() => {
  /** data-members: a formset whose empty form stands in <template>. */
  const addMember = (set) => {
    const total = set.querySelector("[name$=TOTAL_FORMS]");
    const holder = document.createElement("div");
    holder.innerHTML = set.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
    const card = holder.firstElementChild;
    total.value = Number(total.value) + 1;
    set.querySelector("[data-list]").append(card);
    number(set);
    card.querySelector("input:not([type=hidden]), select").focus();
  };

  const number = (set) => {
    const shown = [...set.querySelectorAll(".member:not([hidden])")];
    shown.forEach((card, place) => {
      card.querySelector("[data-number]").textContent = String(place + 1);
    });
    document.querySelectorAll("[data-member-count]").forEach((box) => {
      box.dataset.memberCount = String(shown.length);
    });
    sum();
  };

  /** Sums of the income form: total, net and per head, in yuan. */
  const sum = () => {
    const box = document.querySelector("[data-sums]");
    if (!box) return;
    const amounts = [...document.querySelectorAll("[data-sum]")].map((input) => [
      input.dataset.sum,
      Math.round(Number(input.value || 0) * 100),
    ]);
    const cost = amounts.filter(([name]) => name === "business_cost").reduce((all, [, fen]) => all + fen, 0);
    const total = amounts
      .filter(([name]) => name !== "business_cost" && name !== "excluded")
      .reduce((all, [, fen]) => all + fen, 0);
    const members = Number(box.dataset.memberCount);
    const say = (name, fen) => {
      box.querySelector(`[data-${name}]`).textContent = (fen / 100).toLocaleString("zh-CN", {
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
      });
    };
    say("total", total);
    say("net", total - cost);
    say("head", members ? Math.round((total - cost) / members) : 0);
  };

  document.addEventListener("click", (event) => {
    const adding = event.target.closest("[data-add-member]");
    if (adding) addMember(adding.closest("[data-members]"));
    const removing = event.target.closest("[data-remove-member]");
    if (!removing) return;
    const card = removing.closest(".member");
    card.querySelector("[name$=DELETE]").value = "on";
    card.querySelectorAll("[required]").forEach((input) => input.removeAttribute("required"));
    card.hidden = true;
    number(card.closest("[data-members]"));
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-sum]")) sum();
  });

  /** Nothing typed is lost by a slip: leaving a changed form asks first. */
  let changed = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-keep]")) changed = true;
  });
  document.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-members]").forEach(number);
    sum();
  });
})();
