/* Alpine components. The CSP build evaluates no code, so templates name only what is registered here. */
"use strict";

document.addEventListener("alpine:init", () => {
  /** base.html: the side menu, which is a drawer on a phone. */
  Alpine.data("frame", () => ({
    expanded: false,
    get drawer() {
      return this.expanded ? "drawer-open" : "";
    },
    toggle() {
      this.expanded = !this.expanded;
      if (this.expanded) this.$nextTick(() => document.querySelector("#side a").focus());
    },
    close() {
      if (!this.expanded) return;
      this.expanded = false;
      this.$refs.burger.focus();
    },
  }));

  /** Query form: the further fields, folded away unless one of them is in use (data-open). */
  Alpine.data("query", () => ({
    open: false,
    init() {
      this.open = "open" in this.$root.dataset;
    },
    get folded() {
      return this.open ? "" : "query-folded";
    },
    get word() {
      return this.open ? this.$refs.toggle.dataset.less : this.$refs.toggle.dataset.more;
    },
    toggle() {
      this.open = !this.open;
      if (this.open && this.$refs.further) this.$refs.further.dispatchEvent(new Event("unfold"));
    },
  }));

  /** A section that shows the main lines of its table until somebody asks for all; without scripts it shows all. */
  Alpine.data("fold", () => ({
    open: false,
    get folded() {
      return this.open ? "" : "folded";
    },
    get expanded() {
      return String(this.open);
    },
    toggle() {
      this.open = !this.open;
    },
  }));

  /** A table whose rows can be chosen: all at once, the number chosen, and the batch bar that needs one. */
  Alpine.data("selection", () => ({
    count: 0,
    boxes() {
      return [...this.$root.querySelectorAll("tbody input[type=checkbox]")];
    },
    init() {
      this.tally();
    },
    all() {
      this.boxes().forEach((box) => {
        box.checked = this.$refs.all.checked;
      });
      this.tally();
    },
    tally() {
      const boxes = this.boxes();
      this.count = boxes.filter((box) => box.checked).length;
      boxes.forEach((box) => box.closest("tr").setAttribute("aria-selected", String(box.checked)));
      this.$refs.all.checked = this.count > 0 && this.count === boxes.length;
      this.$refs.all.indeterminate = this.count > 0 && this.count < boxes.length;
    },
    get none() {
      return this.count === 0;
    },
  }));
});
