/* A draft survives a closed tab: kept on the server a few seconds after the typing stops, offered on the next opening.
   It is also kept just before saving: whoever may no longer save, or is logged out or cut off, loses nothing by trying.
   Who was logged out meanwhile logs in in another window; the page then takes the new token and goes on. */
"use strict";

(() => {
  const REST_MS = 3000;
  const RETRY_MS = 3000;
  const SAVING_MS = 5000;
  const NOT_TYPED = ["csrfmiddlewaretoken"];
  let form = null;
  let words = null;
  let recovering = false;
  let saving = false;
  let refused = false;
  let lost = false;
  let isSafe = false;
  let first = "";
  let sent = "";
  let last = Promise.resolve();

  /** The names and values that would be posted; of a region its name as well, which the page shows. */
  const valuesOf = () => [
    ...[...new FormData(form)].filter(([name, value]) => value && typeof value === "string" && !NOT_TYPED.includes(name)),
    ...[...form.querySelectorAll(".picker")].map((picker) => [
      `text:${picker.querySelector("[type=hidden]").name}`,
      picker.querySelector("[role=combobox]").value,
    ]),
  ];
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]");
  const path = () => window.location.pathname;

  const offer = (text, ...controls) => {
    const notice = document.createElement("div");
    notice.className = "alert alert-info draft-offer";
    notice.setAttribute("role", "status");
    notice.append(text, ...controls);
    words.querySelector("[data-draft-offer]").replaceChildren(...(text ? [notice] : []));
  };
  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  /** One's draft, if one is logged in; the token that comes along is the one that the server takes now. */
  const ask = async () => {
    const answer = await fetch(`${words.dataset.draftUrl}?form=${encodeURIComponent(path())}`)
      .then((found) => (found.ok && !found.redirected ? found.json() : null))
      .catch(() => null);
    if (answer) token().value = answer.token;
    return answer;
  };
  const post = (values) => {
    const body = new FormData();
    body.append("form", path());
    body.append("title", document.querySelector("h1").textContent.trim().slice(0, 60));
    body.append("values", JSON.stringify(values));
    // One after the other: an older draft must not arrive after a newer one.
    last = last.then(() =>
      fetch(words.dataset.draftUrl, { method: "POST", body, headers: { "X-CSRFToken": token().value } }).catch(() => null),
    );
    return last;
  };
  /** Logged out, or out of reach; a draft that the server did not like is neither. */
  const isCutOff = (answer) => !answer || answer.redirected || [401, 403].includes(answer.status);

  const failed = (answer) => {
    lost = Boolean(answer);
    const link = document.createElement("a");
    link.href = "/";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = words.dataset.login;
    offer(lost ? words.dataset.lost : words.dataset.offline, ...(lost ? [" ", link] : []));
    if (!recovering) setTimeout(recover, RETRY_MS);
    recovering = true;
  };
  /** Keep what stands on the page; where nothing was typed, only see whether the server would. False: it is cut off. */
  const send = async () => {
    const values = valuesOf();
    if (!sent && JSON.stringify(values) === first && (await ask())) return true;
    let answer = await post(values);
    // Logged in again in another window: the page still holds the old token.
    if (isCutOff(answer) && (await ask())) answer = await post(values);
    if (isCutOff(answer)) {
      failed(answer);
      return false;
    }
    sent = JSON.stringify(values);
    const { when } = answer.status === 200 ? await answer.json() : {};
    const place = form.querySelector("[data-draft-kept]");
    if (place) place.textContent = when ? words.dataset.kept.replace("{when}", when) : "";
    return true;
  };
  const keep = () => JSON.stringify(valuesOf()) !== sent && send();
  const recover = async () => {
    const answer = await ask();
    if (!answer) {
      setTimeout(recover, RETRY_MS);
      return;
    }
    recovering = false;
    offer(refused ? words.dataset[lost ? "recovered" : "reconnected"] : "");
    send();
  };
  /** Save once the draft is safe; a second press while the first is on its way does nothing. */
  const save = async (submitter) => {
    saving = true;
    isSafe = await send();
    refused = !isSafe;
    if (isSafe) form.requestSubmit(submitter);
    isSafe = false;
    setTimeout(
      () => {
        saving = false;
      },
      recovering ? 0 : SAVING_MS,
    );
  };

  const restore = (values) => {
    const set = form.querySelector("[data-members]");
    const total = values.find(([name]) => name.endsWith("TOTAL_FORMS"));
    if (set && total) set.dispatchEvent(new CustomEvent("entry:rows", { bubbles: true, detail: Number(total[1]) }));
    const kept = new Map();
    values.forEach(([name, value]) => kept.set(name, [...(kept.get(name) || []), value]));
    [...form.elements].forEach((control) => {
      if (!control.name || NOT_TYPED.includes(control.name) || /(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/.test(control.name)) return;
      const values_ = kept.get(control.name) || [];
      if (/checkbox|radio/.test(control.type)) control.checked = values_.includes(control.value);
      else if (control.type !== "file") control.value = values_[0] || "";
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
      if (control.name.endsWith("-DELETE") && control.value) control.closest(".member").querySelector("[data-remove-member]").click();
    });
    form.querySelectorAll(".picker").forEach((picker) => {
      const value = picker.querySelector("[type=hidden]");
      const text = kept.get(`text:${value.name}`);
      if (text) [picker.querySelector("[role=combobox]").value] = text;
    });
    window.scrollTo(0, 0);
    offer(words.dataset.restored);
  };

  const start = async () => {
    form = document.querySelector("form[data-keep]");
    words = form && form.querySelector("[data-draft]");
    if (!words) return;
    first = JSON.stringify(valuesOf());
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, REST_MS);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (isSafe || event.defaultPrevented) return;
      event.preventDefault();
      if (!saving) save(event.submitter);
    });
    // A page that came back with errors holds what was typed itself.
    const answer = document.querySelector("[aria-invalid=true], #messages .alert") ? null : await ask();
    if (!answer || !answer.values) {
      form.dispatchEvent(new Event("entry:begin", { bubbles: true }));
      return;
    }
    const text = words.dataset.offer.replace("{when}", answer.when);
    offer(
      text,
      button(words.dataset.restore, () => restore(answer.values)),
      button(words.dataset.discard, () => {
        post([]);
        offer("");
      }),
    );
  };
  document.addEventListener("DOMContentLoaded", start);
})();
