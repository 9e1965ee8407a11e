/* Region picker: a combobox (WAI-ARIA 1.2) whose list is fetched by htmx and whose choice goes into a hidden field. */
"use strict";

document.addEventListener("alpine:init", () => {
  Alpine.data("regionPicker", () => ({
    open: false,
    place: -1,

    options() {
      return [...this.$refs.list.querySelectorAll("[role=option]")];
    },

    /** htmx asks with the words typed so far; the box has no name, so that forms do not carry it along. */
    ask(event) {
      event.detail.parameters.append("q", this.$refs.box.value);
    },

    show() {
      this.open = true;
      this.mark(-1);
    },

    close() {
      this.open = false;
      this.mark(-1);
    },

    /** Words typed after a choice was made are no choice. */
    typed() {
      this.$refs.value.value = "";
    },

    mark(place) {
      this.place = place;
      this.options().forEach((option, at) => {
        option.id = `${this.$refs.list.id}-${at}`;
        option.setAttribute("aria-selected", String(at === place));
      });
      const marked = this.options()[place];
      if (marked) {
        marked.scrollIntoView({ block: "nearest" });
        this.$refs.box.setAttribute("aria-activedescendant", marked.id);
      } else {
        this.$refs.box.removeAttribute("aria-activedescendant");
      }
    },

    down() {
      const last = this.options().length - 1;
      if (this.open) this.mark(Math.min(this.place + 1, last));
    },

    up() {
      if (this.open) this.mark(Math.max(this.place - 1, 0));
    },

    enter(event) {
      const marked = this.options()[this.place];
      if (!this.open || !marked) return;
      event.preventDefault();
      this.choose(marked);
    },

    pick(event) {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    },

    choose(option) {
      this.$refs.value.value = option.dataset.value;
      this.$refs.box.value = option.dataset.text;
      this.close();
      this.$refs.value.dispatchEvent(new Event("change", { bubbles: true }));
    },
  }));
});
