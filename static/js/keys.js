/* Filling in a form[data-keep] by the keyboard: Enter goes on, PageDown to the next group, F8 saves; 1 and 0, 20160312. */
"use strict";

(() => {
  const CONTROLS = "input:not([type=hidden]), select, textarea, [data-add-member], [data-save]";
  const GROUPS = "fieldset.group, .member, .card, .form-foot";
  const words = () => document.querySelector("[data-keys]").dataset;

  /** Chips are one stop, at their code box; of radios the one that is pressed; what the ID number told is passed by. */
  const passed = (control) => {
    if (control.matches(".chips [type=checkbox]")) return !!control.closest(".chips").querySelector("[data-codes]");
    if (control.type === "radio") {
      const all = [...control.form.querySelectorAll(`[name="${control.name}"]`)];
      return (all.find((radio) => radio.checked) || all[0]) !== control;
    }
    const field = control.closest(".field");
    return !!control.closest("[data-read]") && !!field && !!field.querySelector("[data-told]");
  };
  const stops = (form) =>
    [...form.querySelectorAll(CONTROLS)].filter(
      (control) => !control.disabled && !control.readOnly && control.getClientRects().length > 0 && !passed(control),
    );

  const enter = (control) => {
    if (!control) return;
    control.focus();
    const now = document.activeElement;
    if (now.matches("input:not([type=checkbox]):not([type=radio])") && now.type !== "date") now.select();
  };
  /** The stop after (1) or before (-1) a control, which itself may be passed by. */
  const go = (from, step) => {
    const all = [...from.form.querySelectorAll(CONTROLS)];
    const open = new Set(stops(from.form));
    for (let at = all.indexOf(from) + step; at >= 0 && at < all.length; at += step) {
      if (open.has(all[at])) return enter(all[at]);
    }
    return undefined;
  };
  const jump = (from, step) => {
    const all = stops(from.form);
    const group = (control) => control.closest(GROUPS);
    const firsts = all.filter((control, at) => at === 0 || group(control) !== group(all[at - 1]));
    const at = all.indexOf(from);
    const ahead = firsts.filter((control) => (all.indexOf(control) - at) * step > 0);
    enter(step > 0 ? ahead[0] : ahead[ahead.length - 1]);
  };

  /* Days */
  const dayOf = (text) => {
    const parts = /^(\d{4})(?:(\d{2})(\d{2})|[-/.年](\d{1,2})[-/.月](\d{1,2})日?)$/.exec(text.trim());
    if (!parts) return "";
    const iso = [parts[1], (parts[2] || parts[4]).padStart(2, "0"), (parts[3] || parts[5]).padStart(2, "0")].join("-");
    const day = new Date(`${iso}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? iso : "";
  };
  /** What is said about a field until it is put right. */
  const say = (control, text) => {
    const field = control.closest(".field");
    let note = field.querySelector(".said");
    if (!note) {
      note = document.createElement("p");
      note.className = "error said";
      note.setAttribute("role", "alert");
      field.append(note);
    }
    note.textContent = text;
    note.hidden = !text;
    control.toggleAttribute("aria-invalid", !!text);
    if (text) control.setAttribute("aria-invalid", "true");
  };
  const settleDay = (input) => {
    const iso = dayOf(input.value);
    if (iso || !input.value.trim()) {
      delete input.dataset.day;
      input.type = "date";
      input.value = iso;
      say(input, "");
      input.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      say(input, words().badDate.replace("{words}", input.value));
    }
  };
  let byKeyboard = false;
  document.addEventListener("pointerdown", () => (byKeyboard = false), true);
  document.addEventListener("focusin", ({ target }) => {
    if (!target.form || !target.form.matches("[data-keep]")) return;
    if (target.type === "number" || target.inputMode === "decimal") target.select();
    if (target.type === "date" && byKeyboard) {
      target.dataset.day = "";
      target.type = "text";
      target.select();
    }
  });
  document.addEventListener("focusout", ({ target }) => {
    if (target.matches("[data-day]")) settleDay(target);
  });
  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-day]") && /^\d{8}$/.test(target.value) && dayOf(target.value)) go(target, 1);
  });

  const keys = {
    F1: () => {
      const help = document.querySelector("[data-keys]");
      help.open = !help.open;
    },
    F8: (form) => form.requestSubmit(form.querySelector("[data-save]")),
    PageDown: (form, control) => jump(control, 1),
    PageUp: (form, control) => jump(control, -1),
    Insert: (form) => {
      const button = form.querySelector("[data-add-member]");
      if (button) button.click();
    },
  };
  const formOf = ({ form }) => (form && form.matches("[data-keep]") ? form : document.querySelector("form[data-keep]"));
  document.addEventListener("keydown", (event) => {
    byKeyboard = true;
    const { target, key } = event;
    const form = formOf(target);
    if (event.defaultPrevented || event.isComposing || !form) return;
    const plain = !event.altKey && !event.metaKey && !event.ctrlKey;
    if (key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      keys.F8(form);
    } else if (plain && keys[key] && !(target.matches("textarea") && key.startsWith("Page"))) {
      if (key.startsWith("Page") && target.form !== form) return;
      event.preventDefault();
      keys[key](form, target);
    } else if (plain && key === "?" && !target.matches("input, textarea")) {
      keys.F1();
    } else if (plain && key === "Enter" && target.form === form && target.matches("input, select")) {
      event.preventDefault();
      if (target.matches("[data-day]")) settleDay(target);
      if (!target.matches("[data-day]")) go(target, event.shiftKey ? -1 : 1);
    } else if (plain && target.form === form && target.matches("[type=checkbox]") && (key === "1" || key === "0")) {
      event.preventDefault();
      target.checked = key === "1";
      target.dispatchEvent(new Event("change", { bubbles: true }));
      go(target, 1);
    }
  });
  /** A choice that is made goes on by itself. */
  document.addEventListener("entry:done", ({ target }) => go(target, 1));
  document.addEventListener("entry:say", ({ target, detail }) => say(target, detail));
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("form[data-keep] .picker [type=hidden]") || !target.value) return;
    go(target.closest(".picker").querySelector("[role=combobox]"), 1);
  });
})();
