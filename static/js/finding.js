/* Batch change: only the input of the field chosen is shown and posted. Without script all are, and the field chosen counts. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const chooser = document.querySelector("[data-batch-chooser] select");
  if (!chooser) return;
  const turn = () => {
    document.querySelectorAll("[data-batch-field]").forEach((place) => {
      const chosen = place.dataset.batchField === chooser.value;
      place.hidden = !chosen;
      place.querySelectorAll("input, select").forEach((input) => {
        input.disabled = !chosen;
      });
    });
  };
  chooser.addEventListener("change", turn);
  turn();
});
