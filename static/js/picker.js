/* Region picker: a combobox (WAI-ARIA 1.2) whose list is fetched by htmx and whose choice goes into a hidden field. */
"use strict";

document.addEventListener("alpine:init", () => {
  Alpine.data("regionPicker", () => ({
    open: false,
    place: -1,

    init() {
      this.showEnd();
      document.body.addEventListener("htmx:load", () => this.catchUp(), { once: true });
    },

    /** Words typed before htmx was there to hear them are looked up as well. */
    catchUp() {
      if (this.$refs.box.value && !this.$refs.value.value) htmx.trigger(this.$refs.box, "early");
    },

    /** Of a long name the end tells most: the village, not the province. */
    showEnd() {
      this.$refs.box.scrollLeft = this.$refs.box.scrollWidth;
    },

    options() {
      return [...this.$refs.list.querySelectorAll("[data-value]")];
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

    /** Enter takes the marked region, or the first, and does not send the form while words stand there without a choice. */
    enter(event) {
      const undecided = this.$refs.box.value && !this.$refs.value.value;
      if (!this.open && !undecided) return;
      event.preventDefault();
      const option = this.options()[Math.max(this.place, 0)];
      if (option) this.choose(option);
    },

    /** Words that chose nothing are not left standing as if they had. */
    leave(event) {
      if (this.$root.contains(event.relatedTarget)) return;
      if (!this.$refs.value.value) this.$refs.box.value = "";
      this.close();
    },

    pick(event) {
      const option = event.target.closest("[data-value]");
      if (option) this.choose(option);
    },

    choose(option) {
      this.$refs.value.value = option.dataset.value;
      this.$refs.box.value = option.dataset.text;
      this.showEnd();
      this.close();
      this.$refs.value.dispatchEvent(new Event("change", { bubbles: true }));
    },
  }));
});
