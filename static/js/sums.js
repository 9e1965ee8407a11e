/* The income sheet: subtotals, total, net and per head follow the typing, and are held against the line of the year. */
"use strict";

(() => {
  const COST = "business_cost";
  const EXCLUDED = "excluded";

  /** Fen; what is no number, which the check says beside it, counts for nothing. */
  const fenOf = (text) => Math.round(Number(text.normalize("NFKC").replace(/[, ]/g, "")) * 100) || 0;

  const sum = () => {
    const box = document.querySelector("[data-sums]");
    if (!box) return;
    const fen = {};
    document.querySelectorAll("[data-sum]").forEach((input) => {
      fen[input.dataset.sum] = fenOf(input.value);
    });
    const over = (names) => names.reduce((all, name) => all + (fen[name] || 0), 0);
    const items = Object.keys(fen).filter((name) => name !== COST && name !== EXCLUDED);
    const stable = items.filter((name) => box.dataset.stable.split(" ").includes(name));
    const say = (place, value) => {
      place.textContent = (value / 100).toLocaleString("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    };
    box.querySelectorAll("[data-items]").forEach((place) => say(place, over(place.dataset.items.split(" "))));
    const members = Number(box.dataset.memberCount);
    const net = over(stable) - (fen[COST] || 0);
    const head = members ? Math.round(net / members) : 0;
    say(box.querySelector("[data-total]"), over(items));
    say(box.querySelector("[data-cost]"), fen[COST] || 0);
    say(box.querySelector("[data-net]"), net);
    say(box.querySelector("[data-head]"), head);
    say(box.querySelector("[data-excluded]"), (fen[EXCLUDED] || 0) + over(items) - over(stable));
    const verdict = box.querySelector("[data-line]");
    if (!verdict) return;
    const entered = members > 0 && [...document.querySelectorAll("[data-sum]")].some((input) => input.value);
    const above = head > Math.round(Number(verdict.dataset.line) * 100);
    verdict.textContent = entered ? verdict.dataset[above ? "above" : "below"] : "";
    verdict.className = above ? "holds" : "breaks";
  };
  document.addEventListener("input", ({ target }) => target.matches("[data-sum]") && sum());
  document.addEventListener("entry:members", sum);
  document.addEventListener("DOMContentLoaded", sum);
})();
