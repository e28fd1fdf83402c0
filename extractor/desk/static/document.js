// The page of a document: choosing values and places, deciding by keys.
"use strict";

const paper = (() => {
  const main = document.getElementById("main");
  const pane = document.getElementById("sheet");
  const list = document.getElementById("list");
  const picked = document.getElementById("picked");
  const about = main.dataset;
  const base = `/desk/documents/${about.number}`;
  const mayDecide = about.decides === "1";
  const acts = document.getElementById("acts").content.firstElementChild.cloneNode(true);
  const ZOOMS = 6;
  const WIDTHS = [960, 1440, 1920];
  let sheet = Number(about.sheet);
  let wanted = sheet; // where a turn that is under way leads to
  let current = null;
  let zoom = 3;
  let isFree = false;
  let work = Promise.resolve();
  let turning = 0;

  const rows = () => [...list.querySelectorAll("li.row")];
  const rowOf = (path) => list.querySelector(`li.row[data-path="${CSS.escape(path)}"]`);
  const isOpen = (row) => row.classList.contains("open") && !row.classList.contains("pending");
  const placesOf = (row) => row.dataset.sheets.split(" ").filter(Boolean)
    .map((pair) => pair.split(":").map(Number));
  const atWork = (task) => { work = work.then(task, task); return work; };

  function fragment(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  }

  async function get(address) {
    try {
      const answer = await fetch(address, {headers: {"HX-Request": "true"}});
      if (answer.status === 401) {
        location.reload();
      }
      return answer.ok ? await answer.text() : null;
    } catch {
      return null;
    }
  }

  // --- sheets ------------------------------------------------------------------------------------------------------

  async function turn(number) {
    if (number < Number(about.first) || number > Number(about.last)) {
      return;
    }
    turning += 1;
    const own = turning;
    wanted = number;
    const width = pixels();
    const picture = draw(number, width);
    const html = await get(`${base}/sheets/${number}?width=${width}`);
    if (own !== turning) {
      return;
    }
    if (html === null) {
      wanted = sheet;
      desk.say(about.tUnsaved, true);
      return;
    }
    pane.replaceChildren(fragment(html));
    pane.scrollTop = 0;
    sheet = number;
    document.getElementById("sheet-number").value = String(number);
    if (list.dataset.show === "page") {
      await show("page");
    }
    light(false);
    aheadOf(picture, number);
  }

  // The width in which a picture is drawn: no more than the screen shows.
  function pixels() {
    const shown = (pane.querySelector("svg.sheet")?.clientWidth ?? 0) * window.devicePixelRatio;
    return WIDTHS.find((width) => shown <= width * 1.1) ?? WIDTHS[WIDTHS.length - 1];
  }

  // A picture is asked for together with what stands on it, not after it.
  function draw(number, width) {
    const picture = new Image();
    if (about.paged === "1") {
      picture.src = `${base}/pictures/${number}?width=${width}`;
    }
    return picture;
  }

  // The next picture is fetched while this one is read, and not while it is still on its way.
  function aheadOf(picture, number) {
    const next = () => {
      if (wanted === number && number < Number(about.last)) {
        draw(number + 1, pixels());
      }
    };
    picture.decode().then(next, () => {});
  }

  // A page that is shown larger than it was drawn is drawn again, and takes its place when it is there.
  async function sharpen() {
    const image = pane.querySelector("svg.sheet image");
    const width = pixels();
    if (image === null || width <= Number(new URL(image.href.baseVal, location.href).searchParams.get("width"))) {
      return;
    }
    const sharp = new Image();
    sharp.src = `${base}/pictures/${sheet}?width=${width}`;
    try {
      await sharp.decode();
      image.setAttribute("href", sharp.src);
    } catch {
      // The picture that is shown stays.
    }
  }

  function light(scrolls, place) {
    pane.querySelectorAll(".lit").forEach((mark) => mark.classList.remove("lit"));
    if (current === null) {
      return;
    }
    const start = `${current.dataset.path}@`;
    const parts = [...pane.querySelectorAll("[data-places]")]
      .filter((part) => part.dataset.places.split(" ").some((name) => name.startsWith(start)));
    parts.forEach((part) => (part.closest("g.mark") ?? part).classList.add("lit"));
    const name = `${start}${place}`;
    const first = parts.find((part) => part.dataset.places.split(" ").includes(name)) ?? parts[0];
    if (scrolls && first) {
      first.scrollIntoView({block: "center", inline: "nearest"});
    }
  }

  function setZoom(to) {
    pane.classList.remove(`zoom-${zoom}`);
    zoom = Math.min(Math.max(to, 1), ZOOMS);
    pane.classList.add(`zoom-${zoom}`);
    light(true);
    sharpen();
  }

  // --- choosing ----------------------------------------------------------------------------------------------------

  function leave() {
    if (current !== null) {
      current.classList.remove("current");
      current.querySelector(".pick").removeAttribute("aria-current");
      current.querySelector("form.edit")?.remove();
      acts.remove();
    }
    current = null;
  }

  function choose(row, {place, focuses = true} = {}) {
    leave();
    current = row;
    isFree = false;
    row.classList.add("current");
    const pick = row.querySelector(".pick");
    pick.setAttribute("aria-current", "true");
    if (mayDecide) {
      const kind = {finding: "finding", whole: "whole", item: "item", list: "list", lines: "list"}[row.dataset.kind] ?? "value";
      name(acts, "accept", kind);
      name(acts, "reject", kind);
      name(acts, "above", row.dataset.above.endsWith("]") ? "item" : "list");
      acts.querySelector('[data-act="edit"]').hidden = row.dataset.edit !== "1";
      acts.querySelector('[data-act="absent"]').hidden = row.dataset.edit !== "1" || ["lines", "heading"].includes(row.dataset.kind);
      acts.querySelector('[data-act="reject"]').hidden = ["list", "lines", "heading", "whole"].includes(row.dataset.kind);
      acts.querySelector('[data-act="above"]').hidden = row.dataset.above === "";
      row.querySelector(".slot").replaceChildren(acts);
    }
    if (focuses) {
      pick.focus({preventScroll: true});
    }
    row.scrollIntoView({block: "nearest"});
    const places = placesOf(row);
    const asked = place !== undefined ? places.find(([, number]) => number === place) : null;
    const here = asked ?? places.find(([on]) => on === sheet) ?? places[0];
    if (here === undefined || here[0] === sheet) {
      light(true, here?.[1]);
      return Promise.resolve();
    }
    return turn(here[0]).then(() => light(true, here[1]));
  }

  // What a button does is called by what it is about.
  function name(buttons, act, kind) {
    const words = document.querySelector(`#acts-words [data-act="${act}"][data-kind="${kind}"]`);
    buttons.querySelector(`[data-act="${act}"] span`).textContent = words.textContent;
  }

  // A place on the sheet whose row is in no list gets its row on top of the list.
  async function chooseByPath(path, options) {
    const known = rowOf(path);
    if (known !== null) {
      return choose(known, options);
    }
    const html = await get(`${base}/row?path=${encodeURIComponent(path)}`);
    if (html === null) {
      return undefined;
    }
    leave();
    picked.replaceChildren(fragment(html));
    return choose(picked.querySelector("li.row"), options);
  }

  function step(by) {
    const all = rows();
    const at = current === null ? (by > 0 ? -1 : all.length) : all.indexOf(current);
    const row = all[at + by];
    if (row) {
      choose(row);
    }
  }

  function nextOpen(from, by) {
    const all = rows();
    const start = from === null ? (by > 0 ? -1 : all.length) : all.indexOf(from);
    for (let n = 1; n <= all.length; n += 1) {
      const row = all[(start + by * n + all.length * 2) % all.length];
      if (row !== from && isOpen(row)) {
        return row;
      }
    }
    return null;
  }

  // Behind the last row that is loaded there may be more to look at.
  async function goOn(from) {
    const row = nextOpen(from, 1);
    if (row !== null) {
      await choose(row);
    } else if (Number(document.getElementById("left").textContent) > 0) {
      await show("look");
      const first = nextOpen(null, 1);
      if (first !== null) {
        await choose(first);
      }
    } else {
      desk.say(about.tNone);
      document.getElementById("next").focus();
    }
  }

  async function show(what) {
    const html = await get(`${base}/values?show=${what}&sheet=${sheet}`);
    if (html === null) {
      return;
    }
    const path = current?.dataset.path;
    leave();
    picked.replaceChildren();
    const target = document.getElementById("rows");
    target.replaceChildren(fragment(html));
    htmx.process(target);
    list.dataset.show = what;
    document.querySelectorAll("[data-show][aria-pressed]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.show === what));
    });
    const again = path === undefined ? null : rowOf(path);
    if (again !== null) {
      await choose(again, {focuses: false});
    }
  }

  // --- deciding ----------------------------------------------------------------------------------------------------

  // Whether this person may decide; who may not is told.
  function may() {
    if (!mayDecide) {
      desk.say(about.tForbidden, true);
    }
    return mayDecide;
  }

  function decide(act, more = {}) {
    const row = current;
    if (row === null || !may() || row.classList.contains("pending")) {
      return Promise.resolve(false);
    }
    row.classList.add("pending");
    const fields = {path: row.dataset.path, seen: row.dataset.seen, act, ...more};
    const done = atWork(() => keep(row, fields));
    if (act !== "edit") {
      const following = nextOpen(row, 1);
      if (following !== null) {
        choose(following);
      } else {
        done.then((isKept) => isKept && goOn(null));
      }
    }
    return done;
  }

  async function keep(row, fields) {
    const answer = await desk.send(`${base}/decisions`, fields);
    row.classList.remove("pending");
    if (answer === null || !answer.ok) {
      await refused(row, answer);
      return false;
    }
    const html = await answer.text();
    if (html === "") {
      if (row === current) {
        leave();
      }
      row.remove();
    } else {
      replace(row, html);
    }
    document.getElementById("left").textContent = answer.headers.get("X-Desk-Left");
    return true;
  }

  async function refused(row, answer) {
    let words = about.tUnsaved;
    if (answer?.status === 403) {
      words = about.tForbidden;
    } else if (answer?.status === 401) {
      location.reload();
    } else if (answer?.headers.get("content-type")?.includes("json")) {
      words = (await answer.json()).message ?? words;
    }
    if (answer?.status === 409) {
      desk.say(words, true);
      await renew(row.dataset.path);
      return;
    }
    if (current !== row) {
      await choose(row);
    }
    const place = row.querySelector("form.edit .error");
    if (place) {
      place.textContent = words;
    } else {
      desk.say(words, true);
      row.classList.add("failed-to-save");
    }
  }

  function replace(row, html) {
    const fresh = fragment(html).querySelector("li.row");
    const wasCurrent = row === current;
    if (wasCurrent) {
      leave();
    }
    row.replaceWith(fresh);
    const family = fresh.dataset.family;
    pane.querySelectorAll(`.mark[data-path="${CSS.escape(fresh.dataset.path)}"]`).forEach((mark) => {
      mark.classList.remove("misread", "rule", "gap", "changed", "failed", "done", "plain");
      mark.classList.add(family);
    });
    if (wasCurrent) {
      choose(fresh, {focuses: false});
    }
    return fresh;
  }

  // The row of a path as it stands on the server now; it becomes the current one.
  async function renew(path) {
    const html = await get(`${base}/row?path=${encodeURIComponent(path)}`);
    if (html === null) {
      await show(list.dataset.show);
      return;
    }
    const row = rowOf(path);
    if (row === null) {
      await chooseByPath(path);
    } else {
      await choose(replace(row, html));
    }
  }

  async function undo() {
    if (!may()) {
      return;
    }
    const answer = await desk.send("/desk/undo", {});
    if (answer === null || !answer.headers.get("content-type")?.includes("json")) {
      desk.say(about.tUnsaved, true);
      return;
    }
    const undone = await answer.json();
    if (!answer.ok) {
      desk.say(undone.message ?? about.tForbidden, true);
    } else if (undone.number !== Number(about.number)) {
      location.assign(undone.number === null ? "/desk" : `/desk/documents/${undone.number}?path=${encodeURIComponent(undone.path)}`);
    } else {
      if (undone.action === "add") {
        leave();
        await refresh();
      } else {
        await renew(undone.path);
      }
      await countLeft();
      desk.say(about.tUndone);
    }
  }

  // The sheet and the list as they are on the server now.
  async function refresh() {
    await turn(sheet);
    await show(list.dataset.show);
  }

  // From a value to the item that it is of, from an item to its list.
  function up() {
    if (current !== null && current.dataset.above !== "") {
      chooseByPath(current.dataset.above);
    }
  }

  async function countLeft() {
    const answer = await fetch(`${base}/left`, {headers: {"HX-Request": "true"}});
    if (answer.ok) {
      document.getElementById("left").textContent = await answer.text();
    }
  }

  // --- editing -----------------------------------------------------------------------------------------------------

  function edit(offer) {
    const row = current;
    if (row === null || !may() || row.dataset.edit !== "1" || row.classList.contains("pending")) {
      return;
    }
    row.querySelector("form.edit")?.remove();
    const form = document.getElementById("edit").content.firstElementChild.cloneNode(true);
    form.querySelector(".kind").textContent = document.querySelector(`#kinds [data-kind="${CSS.escape(row.dataset.kind)}"]`).textContent;
    const value = form.elements.namedItem("value");
    value.value = offer?.text ?? row.querySelector(".words bdi")?.textContent ?? "";
    if (offer) {
      const line = form.querySelector(".offer");
      line.hidden = false;
      form.querySelector(".offer-words").textContent = about.tOffer;
      form.querySelector('[data-act="add"]').addEventListener("click", () => {
        form.remove();
        paper.onMissed(offer);
      });
    }
    row.querySelector(".slot").append(form);
    fit(value);
    value.focus();
    value.select();
    form.scrollIntoView({block: "nearest"});
    value.addEventListener("input", () => fit(value));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save(row, form, offer);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        stop(row, form);
      } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.querySelector('[data-act="cancel"]').addEventListener("click", () => stop(row, form));
  }

  function fit(area) {
    area.rows = Math.min(8, Math.max(1, Math.ceil(area.value.length / 46), area.value.split("\n").length));
  }

  function stop(row, form) {
    form.remove();
    pane.querySelector(".drawn")?.remove();
    row.querySelector(".pick").focus();
  }

  async function save(row, form, offer) {
    const fields = {value: form.elements.namedItem("value").value, note: form.elements.namedItem("note").value};
    if (offer) {
      fields.box = offer.box;
      fields.words = offer.text;
    }
    if (current !== row) {
      return;
    }
    form.querySelector(".error").textContent = "";
    if (await decide("edit", fields)) {
      pane.querySelector(".drawn")?.remove();
      await goOn(rowOf(row.dataset.path));
    }
  }

  // --- what a person does ------------------------------------------------------------------------------------------

  // A number is often a figure of the prose and a count of collaborators: the count goes into tables that are handed in,
  // so it comes first; clicking again goes on to the next of those that stand here.
  function pathAt(event) {
    const marks = document.elementsFromPoint(event.clientX, event.clientY).map((each) => each.closest("[data-path]"));
    const here = marks.filter((mark) => pane.contains(mark));
    const paths = [...new Set(here.flatMap((mark) => pathsOf(mark.dataset.places ?? mark.dataset.path)))];
    const counts = paths.filter((path) => path.startsWith("collaborators."));
    const ordered = [...counts, ...paths.filter((path) => !counts.includes(path))];
    const at = current === null ? -1 : ordered.indexOf(current.dataset.path);
    return ordered[(at + 1) % ordered.length] ?? null;
  }

  // Words of a document without pages are one mark for all values that they belong to.
  function pathsOf(places) {
    return places.trim().split(/\s+/).map((place) => place.split("@")[0]);
  }

  pane.addEventListener("click", (event) => {
    const path = pathAt(event);
    if (path !== null && !paper.wasDrawn) {
      chooseByPath(path);
    }
  });

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button === null) {
      return;
    }
    if (button.dataset.heading) {
      chooseByPath(button.dataset.heading);
    } else if (button.dataset.place) {
      choose(button.closest("li.row"), {place: Number(button.dataset.place)});
    } else if (button.classList.contains("pick")) {
      choose(button.closest("li.row"));
    } else if (button.dataset.whole) {
      chooseByPath(button.dataset.whole);
    } else if (button.dataset.act === "above") {
      up();
    } else if (button.dataset.act === "edit") {
      edit();
    } else if (["accept", "reject", "absent"].includes(button.dataset.act)) {
      decide(button.dataset.act);
    }
  });

  document.querySelectorAll("button[data-show]").forEach((button) => {
    button.addEventListener("click", () => show(button.dataset.show));
  });
  document.getElementById("sheet-before").addEventListener("click", () => turn(wanted - 1));
  document.getElementById("sheet-behind").addEventListener("click", () => turn(wanted + 1));
  document.getElementById("smaller").addEventListener("click", () => setZoom(zoom - 1));
  document.getElementById("larger").addEventListener("click", () => setZoom(zoom + 1));
  document.getElementById("grid")?.addEventListener("click", toggleGrid);
  document.getElementById("sheet-number").addEventListener("change", (event) => turn(Number(event.target.value)));

  function toggleGrid() {
    const isShown = pane.classList.toggle("with-grid");
    document.getElementById("grid")?.setAttribute("aria-pressed", String(isShown));
  }

  // The next document only when everything that was decided here is kept.
  function nextDocument() {
    atWork(() => location.assign(about.next));
  }

  const KEYS = {
    "e": () => edit(),
    "r": () => decide("reject"),
    "a": () => current?.dataset.edit === "1" && decide("absent"),
    "m": up,
    "z": () => atWork(undo),
    "n": nextDocument,
    "g": toggleGrid,
    "[": () => turn(wanted - 1),
    "]": () => turn(wanted + 1),
    "+": () => setZoom(zoom + 1),
    "=": () => setZoom(zoom + 1),
    "-": () => setZoom(zoom - 1),
  };

  function onTab(event) {
    const row = isFree ? null : nextOpen(current, event.shiftKey ? -1 : 1);
    if (row !== null) {
      event.preventDefault();
      choose(row);
    }
  }

  function onEnter(event) {
    const at = event.target;
    const isOther = at instanceof Element && at.closest("button, a, summary") !== null && !at.classList.contains("pick");
    if (!isOther && current !== null) {
      event.preventDefault();
      if (!event.repeat) {
        decide("accept");
      }
    }
  }

  document.addEventListener("keydown", (event) => {
    if (desk.isTyping(event)) {
      return;
    }
    if (event.key === "Tab") {
      onTab(event);
    } else if (event.key === "Enter") {
      onEnter(event);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!pane.contains(event.target)) {
        event.preventDefault();
        step(event.key === "ArrowDown" ? 1 : -1);
      }
    } else if (event.key === "Escape") {
      isFree = true;
    } else if (KEYS[event.key] && !(event.repeat && "razenm".includes(event.key))) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });

  // What is not kept yet is not lost by leaving.
  window.addEventListener("beforeunload", (event) => {
    if (list.querySelector("li.pending")) {
      event.preventDefault();
    }
  });

  const chosen = about.chosen === "1" ? rowOf(about.path) : nextOpen(null, 1);
  if (chosen !== null) {
    choose(chosen);
  }
  sharpen();
  aheadOf(draw(sheet, pixels()), sheet);

  return {
    about, base, pane, wasDrawn: false,
    current: () => current,
    sheet: () => sheet,
    left: (count) => { document.getElementById("left").textContent = String(count); },
    atWork, chooseByPath, edit, fit, fragment, leave, may, refresh,
    // What was read in a box that belongs to no value, or was missed: taken over by the form for additions.
    onMissed: () => {},
  };
})();
