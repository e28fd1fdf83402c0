// What was missed: a form for a new item of a list, from words that are typed, selected or read in a box.
"use strict";

(() => {
  const picked = document.getElementById("picked");
  const template = document.getElementById("add");
  let last = ""; // the list that something was added to before

  function open(offer) {
    if (!paper.may()) {
      return;
    }
    const before = paper.current()?.dataset.path ?? "";
    const selected = offer === undefined ? String(window.getSelection()).trim() : "";
    paper.leave();
    const item = template.content.firstElementChild.cloneNode(true);
    picked.replaceChildren(item);
    const form = item.querySelector("form");
    const list = form.elements.namedItem("list");
    const value = form.elements.namedItem("value");
    const held = [...list.options].find((option) => before.startsWith(option.value));
    list.value = held?.value ?? (last || list.value);
    form.dataset.before = before;
    value.value = selected;
    list.addEventListener("change", () => hint(form));
    value.addEventListener("input", () => paper.fit(value));
    form.addEventListener("submit", (event) => { event.preventDefault(); paper.atWork(() => save(form)); });
    form.addEventListener("keydown", (event) => onKey(event, form));
    form.querySelector('[data-act="cancel"]').addEventListener("click", () => close(form));
    if (offer !== undefined) {
      fill(form, offer);
    }
    hint(form);
    paper.fit(value);
    item.scrollIntoView({block: "nearest"});
    (value.value === "" ? value : list).focus();
  }

  function fill(form, offer) {
    form.dataset.box = offer.box;
    form.dataset.words = offer.text;
    form.elements.namedItem("value").value = offer.lines;
    form.querySelector(".offer").hidden = false;
    paper.fit(form.elements.namedItem("value"));
  }

  function hint(form) {
    const list = form.elements.namedItem("list").value;
    const words = document.querySelector(`#hints [data-list="${CSS.escape(list)}"]`)?.textContent ?? "";
    form.querySelector(".kind").textContent = words;
  }

  function onKey(event, form) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(form);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !event.target.closest("button")) {
      event.preventDefault();
      form.requestSubmit();
    }
  }

  function close(form) {
    paper.pane.querySelector(".drawn")?.remove();
    form.closest("li").remove();
    if (form.dataset.before) {
      paper.chooseByPath(form.dataset.before);
    } else {
      paper.pane.focus();
    }
  }

  async function save(form) {
    const fields = Object.fromEntries(["list", "value", "note"].map((name) => [name, form.elements.namedItem(name).value]));
    fields.box = form.dataset.box ?? "";
    fields.words = form.dataset.words ?? "";
    const answer = await desk.send(`${paper.base}/additions`, fields);
    const said = answer?.headers.get("content-type")?.includes("json") ? await answer.json() : {};
    if (answer === null || !answer.ok) {
      form.querySelector(".error").textContent = said.message ?? paper.about.tUnsaved;
      return;
    }
    last = fields.list;
    form.closest("li").remove();
    await paper.refresh();
    await paper.chooseByPath(said.path);
    paper.left(said.left);
    desk.say(paper.about.tAdded);
  }

  // A box that is drawn while the form is open belongs to it.
  paper.onMissed = (offer) => {
    const form = picked.querySelector("form.add");
    if (form === null) {
      open(offer);
    } else {
      fill(form, offer);
      form.elements.namedItem("value").focus();
    }
  };

  document.getElementById("add-open")?.addEventListener("click", () => open());
  document.addEventListener("keydown", (event) => {
    if (event.key === "t" && !event.repeat && !desk.isTyping(event)) {
      event.preventDefault();
      open();
    }
  });
})();
