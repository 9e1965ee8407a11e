/* The list of households and its batch change. Both work without; this keeps the address short and the form quiet. */
"use strict";

/** Conditions that say nothing do not stand in the address. Coming back to the page finds the fields usable again. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form.query");
  if (!form) return;
  const controls = () => [...form.elements].filter((control) => control.name && !control.value);
  form.addEventListener("submit", () => {
    controls().forEach((control) => {
      control.disabled = true;
    });
  });
  window.addEventListener("pageshow", () => {
    controls().forEach((control) => {
      control.disabled = false;
    });
  });
});

/** Only the input of the field chosen is shown and posted. Without script all are, and the field chosen counts. */

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
