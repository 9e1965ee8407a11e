/* A block copied from Excel and pasted into the grid of members. Columns go by their heads where the first row is one,
   else in the grid's own order from the cell pasted into. What no list knows stays, is red, and is said in words. */
"use strict";

(() => {
  const MOST = 30;
  const plain = (text) => text.normalize("NFKC").replace(/[\s（）()·:：*]/g, "");
  const words = () => document.querySelector("[data-keys]").dataset;
  const rowsOf = (set) => [...set.querySelectorAll("[data-list] > .member:not([hidden])")];
  const fieldsOf = (row) => [...row.querySelectorAll(".field")];
  const labelOf = (field) => field.querySelector("label, legend").textContent.trim();

  /** Tab-separated lines; a cell with quotes may hold line breaks, as Excel copies them. */
  const cellsOf = (text) => {
    const lines = [[""]];
    let quoted = false;
    [...text.replace(/\r\n?/g, "\n").replace(/\n$/, "")].forEach((char, at, all) => {
      const line = lines[lines.length - 1];
      if (char === '"' && (quoted || line[line.length - 1] === "")) {
        if (quoted && all[at + 1] === '"') line[line.length - 1] += char;
        else quoted = !quoted;
      } else if (char === "\t" && !quoted) line.push("");
      else if (char === "\n" && !quoted) lines.push([""]);
      else line[line.length - 1] += char;
    });
    return lines.map((line) => line.map((cell) => cell.trim())).filter((line) => line.some(Boolean));
  };

  /** The option that a cell means: code, label, or yes and no. */
  const optionOf = (select, text) => {
    const wanted = plain(text);
    const same = { 是: "1", 有: "1", "√": "1", Y: "1", 否: "0", 无: "0", "×": "0", N: "0" }[wanted.toUpperCase()];
    return [...select.options].find((option) => {
      const code = option.dataset.code || "";
      return (
        plain(option.text) === wanted ||
        (code && (code === wanted || code === `0${wanted}` || (code === same && select.options.length === 3)))
      );
    });
  };
  const ALIASES = { 与户主的关系: "与户主关系", 身份证号: "证件号码", 身份证号码: "证件号码", 在校状况: "在校生状况", 劳动能力: "劳动技能" };

  const mark = (field, text) => {
    field.classList.add("unknown");
    let kept = field.querySelector(".kept");
    if (!kept) {
      kept = document.createElement("p");
      kept.className = "kept";
      field.append(kept);
    }
    kept.textContent = text;
  };
  /** Put a cell into its field. False: the list does not know it. */
  const put = (field, text) => {
    field.classList.remove("unknown");
    field.querySelectorAll(".kept").forEach((kept) => kept.remove());
    const control = field.querySelector("[data-codes]") || field.querySelector("select, input, textarea");
    if (control.matches("select")) {
      const option = text ? optionOf(control, text) : [...control.options].find((one) => !one.dataset.code);
      if (!option) return false;
      control.value = option.value;
    } else if (control.type === "checkbox") {
      if (!/^(1|0|是|否|√|×|)$/.test(text)) return false;
      control.checked = /^(1|是|√)$/.test(text);
    } else if (control.type === "date") {
      const [, year, month, day] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text) || [];
      if (text && !year) return false;
      control.value = text ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
      if (text && !control.value) return false;
    } else {
      control.value = text;
      if (control.value !== text) return false;
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    return !control.matches("[aria-invalid][data-codes]");
  };

  const heads = (cells, fields) => {
    const names = fields.map((field) => plain(labelOf(field)));
    const places = cells.map((cell) => names.indexOf(plain(ALIASES[plain(cell)] || cell)));
    return places.filter((place) => place >= 0).length * 2 > cells.filter(Boolean).length ? places : null;
  };

  const paste = (set, from, cells) => {
    const rows = rowsOf(set);
    const here = from.closest(".member");
    const fields = fieldsOf(here);
    const titled = heads(cells[0], fields);
    const body = titled ? cells.slice(1) : cells;
    const left = titled ? 0 : fields.indexOf(from.closest(".field"));
    const top = rows.indexOf(here);
    const room = Math.max(0, Math.min(body.length, MOST - top));
    const hidden = set.querySelectorAll("[data-list] > .member").length - rows.length;
    set.dispatchEvent(new CustomEvent("entry:rows", { bubbles: true, detail: Math.max(rows.length, top + room) + hidden }));
    const said = [words().pastedRows.replace("{count}", room)];
    if (body.length > room) said.push(words().many.replace("{count}", body.length - room));
    const lost = titled ? cells[0].filter((cell, at) => cell && titled[at] < 0) : [];
    if (lost.length) said.push(words().heads.replace("{words}", lost.join("、")));
    body.slice(0, room).forEach((line, down) => {
      const targets = fieldsOf(rowsOf(set)[top + down]);
      line.forEach((text, across) => {
        const field = targets[titled ? titled[across] : left + across];
        const row = String(top + down + 1);
        if (!field) {
          if (text && !titled) said.push(words().beyond.replace("{row}", row).replace("{words}", text));
        } else if (!put(field, text)) {
          mark(field, text);
          said.push(words().row.replace("{row}", row).replace("{column}", labelOf(field)).replace("{words}", text));
        }
      });
    });
    const list = set.querySelector("[data-pasted]");
    list.replaceChildren(
      ...said.map((text, at) => {
        const line = document.createElement("li");
        line.className = at ? "error" : "";
        line.textContent = text;
        return line;
      }),
    );
  };

  document.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    const from = event.target.closest && event.target.closest("[data-members] .member .field");
    if (!from || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    document.activeElement.blur();
    paste(from.closest("[data-members]"), from, cellsOf(text));
  });
  /** Put right by hand, a cell is no longer red. */
  document.addEventListener("change", ({ target }) => {
    const field = target.closest(".field.unknown");
    if (!field) return;
    field.classList.remove("unknown");
    field.querySelectorAll(".kept").forEach((kept) => kept.remove());
  });
  /** Nothing is dropped without a word: a form with red cells is not sent. */
  document.addEventListener(
    "submit",
    (event) => {
      const wrong = event.target.querySelector(".field.unknown");
      if (!wrong) return;
      event.preventDefault();
      wrong.querySelector("select, input").focus();
    },
    true,
  );
})();
