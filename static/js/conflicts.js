/* registry/_conflicts.html: taking one side of a field writes it into the form below. */
"use strict";

document.addEventListener("change", ({ target }) => {
  if (!target.dataset.takes) return;
  const values = JSON.parse(target.dataset.takes);
  document.querySelectorAll(`form[data-keep] [name="${target.name}"]`).forEach((control) => {
    if (/checkbox|radio/.test(control.type)) control.checked = values.includes(control.value);
    else control.value = values[0] || "";
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  });
});
