/* Lists chosen from by code, label or pinyin initials: while a select of a form[data-keep] has the focus, a combobox
   (WAI-ARIA 1.2) stands in its place. The select stays the truth: it is posted, and works without this script. */
"use strict";

(() => {
  const words = () => document.querySelector("[data-keys]").dataset;
  const box = document.createElement("input");
  const list = document.createElement("ul");
  let select = null;
  let options = [];
  let marked = -1;
  let touched = false;
  let typed = false;

  box.type = "text";
  box.id = "combobox";
  box.className = "form-select combobox";
  box.autocomplete = "off";
  list.id = "combobox-options";
  list.className = "picker-options combobox-options";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })
    .forEach(([name, value]) => box.setAttribute(name, value));

  const codeOf = (option) => option.dataset.code || "";
  /** Those that the text may mean, the likeliest first; the place of an option whose code is meant is 0. */
  const rank = (option, text) => {
    const [code, label, letters] = [codeOf(option), option.text.trim(), option.dataset.initials || ""];
    if (code.toLowerCase() === text || label === text) return 0;
    if (code && code.toLowerCase().startsWith(text)) return 1;
    if (/^\d$/.test(text) && code === `0${text}`) return 2;
    if (label.startsWith(text)) return 3;
    if (letters && letters.startsWith(text)) return 4;
    if (text.length > 0 && label.includes(text)) return 5;
    return text ? -1 : 6;
  };
  const found = (source, text) =>
    [...source.options]
      .map((option) => [rank(option, text.trim().toLowerCase()), option])
      .filter(([place, option]) => place >= 0 && !option.disabled)
      .sort(([one], [other]) => one - other)
      .map(([, option]) => option);

  const mark = (place) => {
    marked = place;
    [...list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === place)));
    const line = list.children[place];
    if (line && line.id) box.setAttribute("aria-activedescendant", line.id);
    else box.removeAttribute("aria-activedescendant");
    if (line) line.scrollIntoView({ block: "nearest" });
  };
  /** The list is called as what it fills in. */
  const name = (control) => {
    const field = control.closest(".field");
    list.setAttribute("aria-label", field ? field.querySelector("label, legend").textContent.trim() : "");
  };
  const place = (under = box) => {
    const { left, top, bottom, width } = under.getBoundingClientRect();
    list.style.minWidth = `${width}px`;
    list.style.left = `${Math.min(left, window.innerWidth - list.offsetWidth - 8)}px`;
    const below = window.innerHeight - bottom > list.offsetHeight + 8 || top < list.offsetHeight + 8;
    list.style.top = below ? `${bottom + 4}px` : `${top - list.offsetHeight - 4}px`;
  };
  const show = () => {
    options = found(select, typed ? box.value : "");
    list.replaceChildren(
      ...options.map((option, at) => {
        const line = document.createElement("li");
        line.id = `${list.id}-${at}`;
        line.setAttribute("role", "option");
        const code = document.createElement("small");
        code.textContent = codeOf(option);
        line.append(code, option.text.trim());
        return line;
      }),
    );
    name(box);
    if (!options.length) {
      const line = document.createElement("li");
      line.setAttribute("aria-disabled", "true");
      line.setAttribute("role", "option");
      line.textContent = words().nothing;
      list.append(line);
    }
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    place();
    mark(typed && box.value ? Math.min(0, options.length - 1) : options.indexOf(select.selectedOptions[0]));
  };
  const hide = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const take = (option) => {
    typed = false;
    box.value = option.value ? option.text.trim() : "";
    hide();
    box.dispatchEvent(new CustomEvent("entry:say", { bubbles: true, detail: "" }));
    if (select.value === option.value) return;
    select.value = option.value;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const blank = () => [...select.options].find((option) => !codeOf(option)) || select.selectedOptions[0];
  /** What Enter, Tab or leaving means for the words that stand there. False: they mean nothing. */
  const settle = () => {
    if (!typed) return true;
    const option = box.value.trim() ? options[Math.max(marked, 0)] : blank();
    if (option) take(option);
    return !!option;
  };
  const labelOf = (from, to) => {
    document.querySelectorAll(`label[for="${from.id}"]`).forEach((label) => (label.htmlFor = to.id));
  };
  const open = (target) => {
    if (select) close();
    select = target;
    typed = false;
    ["aria-describedby", "aria-invalid", "aria-label"].forEach((name) => {
      if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
      else box.removeAttribute(name);
    });
    box.required = select.required;
    box.value = select.value && codeOf(select.selectedOptions[0]) ? select.selectedOptions[0].text.trim() : "";
    box.placeholder = box.value ? "" : select.selectedOptions[0].text.trim();
    select.after(box);
    labelOf(select, box);
    box.focus();
    box.select();
    select.hidden = true;
  };
  const close = () => {
    if (!settle()) {
      const said = words().unknown.replace("{words}", box.value.trim());
      box.dispatchEvent(new CustomEvent("entry:say", { bubbles: true, detail: said }));
    }
    hide();
    select.hidden = false;
    labelOf(box, select);
    select = null;
  };

  document.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"), true);
  document.addEventListener("keydown", () => (touched = false), true);
  document.addEventListener("focusin", ({ target }) => {
    if (!touched && target.matches("form[data-keep] select:not([multiple])")) open(target);
  });
  document.addEventListener("mousedown", (event) => {
    if (touched || !event.target.matches("form[data-keep] select:not([multiple])")) return;
    event.preventDefault();
    open(event.target);
    show();
  });
  box.addEventListener("mousedown", () => (list.hidden ? show() : hide()));
  box.addEventListener("focusout", () => {
    if (!select) return;
    close();
    // Not at once: the browser is still moving the focus away from it.
    setTimeout(() => select || box.remove());
  });
  box.addEventListener("input", (event) => {
    typed = true;
    show();
    const [first, second] = options;
    const whole = first && box.value.trim().toLowerCase() === codeOf(first).toLowerCase();
    const longer = second && codeOf(second).toLowerCase().startsWith(box.value.trim().toLowerCase());
    if (!event.isComposing && whole && !longer) {
      take(first);
      box.dispatchEvent(new CustomEvent("entry:done", { bubbles: true }));
    }
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || event.altKey) return;
    if (step) {
      event.preventDefault();
      if (list.hidden) show();
      else mark(Math.max(0, Math.min(marked + step, options.length - 1)));
      typed = true;
      if (options[marked]) box.value = options[marked].text.trim();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      typed = false;
      box.value = select.value ? select.selectedOptions[0].text.trim() : "";
      hide();
    } else if (event.key === "Enter" && !settle()) {
      event.preventDefault();
      box.dispatchEvent(
        new CustomEvent("entry:say", { bubbles: true, detail: words().unknown.replace("{words}", box.value.trim()) }),
      );
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const line = event.target.closest("[id]");
    const option = line && options[[...list.children].indexOf(line)];
    if (!option) return;
    take(option);
    box.dispatchEvent(new CustomEvent("entry:done", { bubbles: true }));
  });
  window.addEventListener("scroll", () => list.hidden || place(select ? box : document.activeElement), true);
  document.addEventListener("DOMContentLoaded", () => document.body.append(list));

  /* Several at once: a box of codes before the chips. */
  const chipsOf = (codes) => [...codes.closest(".chips").querySelectorAll("label[data-code]")];
  const write = (codes) => {
    codes.value = chipsOf(codes)
      .filter((label) => label.querySelector("input").checked)
      .map((label) => label.dataset.code)
      .join(" ");
    codes.title = chipsOf(codes)
      .filter((label) => label.querySelector("input").checked)
      .map((label) => label.textContent.trim())
      .join("、");
  };
  /** Codes may follow each other without a space where all are as long as each other; labels are understood too. */
  const read = (codes) => {
    const labels = chipsOf(codes);
    const length = labels[0].dataset.code.length;
    const parts = codes.value
      .split(/[\s,，、;；]+/)
      .filter(Boolean)
      .flatMap((part) => (/^\d+$/.test(part) && part.length % length === 0 ? part.match(RegExp(`.{${length}}`, "g")) : part));
    const meant = (part) =>
      labels.find((label) => label.dataset.code === part || label.textContent.trim() === part) ||
      labels.find((label) => label.dataset.code === `0${part}`);
    const unknown = parts.filter((part) => !meant(part));
    const chosen = new Set(parts.map(meant));
    labels.forEach((label) => (label.querySelector("input").checked = chosen.has(label)));
    const said = unknown.length ? words().unknown.replace("{words}", unknown.join(" ")) : "";
    codes.dispatchEvent(new CustomEvent("entry:say", { bubbles: true, detail: said }));
    return !unknown.length;
  };
  /** In the grid there is no room for chips: they are a list under the box while it has the focus. */
  const showChips = (codes) => {
    list.setAttribute("aria-multiselectable", "true");
    list.replaceChildren(
      ...chipsOf(codes).map((label) => {
        const line = document.createElement("li");
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", String(label.querySelector("input").checked));
        const code = document.createElement("small");
        code.textContent = label.dataset.code;
        line.append(code, label.textContent.trim());
        line.addEventListener("mousedown", () => {
          label.querySelector("input").click();
          showChips(codes);
        });
        return line;
      }),
    );
    name(codes);
    list.hidden = false;
    place(codes);
  };
  document.addEventListener("focusin", ({ target }) => {
    if (!touched && target.matches(".member-grid [data-codes]")) showChips(target);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (!target.matches(".member-grid [data-codes]")) return;
    list.removeAttribute("aria-multiselectable");
    hide();
  });
  document.addEventListener("input", ({ target }) => {
    if (target.matches(".member-grid [data-codes]") && read(target)) showChips(target);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-codes]") && read(target)) write(target);
    else if (target.matches(".chips [type=checkbox]")) {
      const codes = target.closest(".chips").querySelector("[data-codes]");
      if (codes) write(codes);
    }
  });
  /** Code boxes are for those who have a keyboard and this script. */
  const prepare = (root) => {
    root.querySelectorAll("form[data-keep] [data-codes]").forEach((codes) => {
      codes.hidden = false;
      codes.closest(".field").classList.add("coded");
      write(codes);
    });
  };
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("entry:added", () => prepare(document));
})();
