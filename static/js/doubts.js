/* Doubts that saving would raise, while one types: they warn and hinder nothing. What is only still empty is listed
   apart, for on a form that has just been begun that is nearly everything. */
"use strict";

(() => {
  const list = (box, name, found) => {
    const part = box.querySelector(`[data-doubts-${name}]`);
    part.hidden = !found.length;
    part.querySelector("ul").replaceChildren(
      ...found.map(({ words }) => Object.assign(document.createElement("li"), { textContent: words })),
    );
  };
  /** The newest doubt stands in the line that is always seen; it is read out only when it is another one. */
  const head = (box, doubts, seen) => {
    const newest = doubts.find(({ words }) => !seen.has(words)) || doubts.find(({ words }) => words === box.newest) || doubts[0];
    box.newest = newest ? newest.words : "";
    const line = box.querySelector("[data-doubts-newest]");
    if (line.textContent !== box.newest) line.textContent = box.newest;
  };

  document.addEventListener("entry:doubts", ({ target, detail }) => {
    const box = target.querySelector("[data-doubts]");
    if (!box) return;
    const doubts = detail.filter(({ empty }) => !empty);
    const empty = detail.filter((doubt) => doubt.empty);
    head(box, doubts, box.seen || new Set());
    box.seen = new Set(doubts.map(({ words }) => words));
    box.querySelectorAll("[data-doubts-count]").forEach((count) => {
      const number = (count.dataset.doubtsCount === "empty" ? empty : doubts).length;
      count.hidden = !number;
      count.querySelector("b").textContent = String(number);
    });
    list(box, "found", doubts);
    list(box, "empty", empty);
    box.hidden = !detail.length;
  }, true);
})();
