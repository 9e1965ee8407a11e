/* What every page does without Alpine: dialogs, menus that close, 大字, labels for stacked tables, failures of htmx. */
"use strict";

(() => {
  const COOKIE_SECONDS = 365 * 24 * 3600;

  /** <button data-opens="id"> opens <dialog id>. */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
  });

  /** <button data-prints> prints the page. */
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-prints]")) window.print();
  });

  /** One menu at a time: a click elsewhere or on one of its entries, or Escape, closes it. */
  const closeMenus = (except) => {
    document.querySelectorAll("details.menu[open], details.formula[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  };
  document.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    closeMenus(summary && summary.parentElement);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement && document.activeElement.closest("details.menu[open], details.formula[open]");
    if (menu) menu.querySelector("summary").focus();
    closeMenus();
  });

  /** The entry of this page is in sight though the menu is longer than the window. */
  document.addEventListener("DOMContentLoaded", () => {
    const side = document.getElementById("side");
    const here = side && side.querySelector("[aria-current]");
    if (here) side.scrollTop = here.offsetTop + here.offsetHeight - side.clientHeight * 0.8;
  });

  /** Alt+↑ and Alt+↓: the household before and after this one. */
  document.addEventListener("keydown", (event) => {
    const link = event.altKey && document.querySelector(`[data-neighbour="${event.key}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });

  /** 大字: the cookie lets the server write data-size, so that the next page does not jump. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-size-switch]");
    if (!button) return;
    const large = document.documentElement.dataset.size !== "large";
    document.documentElement.dataset.size = large ? "large" : "usual";
    button.setAttribute("aria-pressed", String(large));
    document.cookie = `size=${large ? "large" : "usual"};path=/;max-age=${COOKIE_SECONDS};samesite=lax`;
  });

  /** On a phone a .stack table is a list of cards, in which each cell carries the head of its column. */
  const labelCells = (root) => {
    root.querySelectorAll("table.stack").forEach((table) => {
      const heads = [...table.querySelectorAll("thead th")];
      table.querySelectorAll("tbody tr, tfoot tr").forEach((row) => {
        [...row.cells].forEach((cell, place) => {
          if (place === 0 || cell.colSpan > 1 || !heads[place]) return;
          cell.dataset.label = heads[place].textContent.trim();
          cell.toggleAttribute("data-minor", heads[place].hasAttribute("data-minor"));
        });
      });
    });
  };

  /** A table that fits its card need not scroll in it, so its head can stay under the top bar (tables.css). */
  const widths = new ResizeObserver((entries) => {
    entries.forEach(({ target }) => {
      target.classList.toggle("fits", target.firstElementChild.offsetWidth <= target.clientWidth + 1);
    });
  });

  const prepare = (root) => {
    labelCells(root);
    root.querySelectorAll(".sheet").forEach((sheet) => widths.observe(sheet));
  };
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:load", (event) => prepare(event.target.parentNode || document));

  /** A fragment that could not be had says so, instead of leaving the page as if nothing had been asked. */
  const say = (words) => {
    const notice = document.createElement("div");
    notice.className = "alert alert-error";
    notice.setAttribute("role", "alert");
    notice.textContent = words;
    const place = document.getElementById("messages");
    if (place) place.replaceChildren(notice);
  };
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));
  document.addEventListener("htmx:responseError", () => say(document.body.dataset.failed));
})();
