// The list of differences: choosing, showing both places, taking one side of one or of many, undoing.
"use strict";

(() => {
  const main = document.getElementById("main");
  const about = main.dataset;
  const table = document.getElementById("found");
  if (table === null) {
    return;
  }
  const rows = [...table.querySelectorAll("tr.difference")];
  const mayDecide = about.decides === "1";
  let current = null;
  let work = Promise.resolve();

  const boxes = () => [...table.querySelectorAll("input.choose")];
  const chosen = () => boxes().filter((box) => box.checked).map((box) => box.closest("tr"));

  function count() {
    const place = document.getElementById("selected");
    if (place !== null) {
      place.textContent = `${chosen().length} ${about.tSelected}`;
    }
  }

  function choose(row) {
    current?.classList.remove("current");
    current = row;
    row.classList.add("current");
    row.querySelector(".show-pair").focus({preventScroll: true});
    row.scrollIntoView({block: "nearest"});
  }

  function step(by) {
    const at = current === null ? (by > 0 ? -1 : rows.length) : rows.indexOf(current);
    const row = rows[at + by];
    if (row) {
      choose(row);
    }
    return Boolean(row);
  }

  async function togglePair(row) {
    const button = row.querySelector(".show-pair");
    const shown = row.nextElementSibling;
    if (shown?.classList.contains("pair-row")) {
      shown.remove();
      button.setAttribute("aria-expanded", "false");
      return;
    }
    const address = `/desk/differences/pair${about.query}&mark=${encodeURIComponent(row.dataset.mark)}`;
    const answer = await fetch(address, {headers: {"HX-Request": "true"}});
    if (!answer.ok || row.nextElementSibling?.classList.contains("pair-row")) {
      return;
    }
    const line = document.createElement("tr");
    line.className = "pair-row";
    const cell = document.createElement("td");
    cell.colSpan = row.children.length;
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    cell.append(holder.content);
    line.append(cell);
    row.after(line);
    button.setAttribute("aria-expanded", "true");
    line.querySelectorAll(".mark.lit").forEach((mark) => mark.scrollIntoView({block: "nearest"}));
    row.scrollIntoView({block: "nearest"});
  }

  function decide(act) {
    const many = chosen();
    const asked = many.length ? many : [current].filter(Boolean);
    const open = asked.filter((row) => !row.classList.contains("decided") && !row.classList.contains("pending"));
    if (!mayDecide || open.length === 0) {
      return;
    }
    open.forEach((row) => row.classList.add("pending"));
    work = work.then(() => keep(act, open));
    if (!many.length) {
      step(1);
    }
  }

  async function keep(act, asked) {
    const fields = [["act", act], ...asked.map((row) => ["marks", row.dataset.mark])];
    new URLSearchParams(about.query).forEach((value, name) => fields.push([name, value]));
    const answer = await desk.send("/desk/differences/decisions", fields);
    asked.forEach((row) => row.classList.remove("pending"));
    const words = answer === null ? about.tUnsaved : answer.status === 403 ? about.tForbidden : (await answer.text()).trim();
    desk.say(words, !answer?.ok);
    if (answer?.ok) {
      asked.forEach((row) => {
        row.classList.add("decided");
        row.querySelector("input.choose").checked = false;
      });
      count();
    }
  }

  async function undo() {
    const answer = await desk.send("/desk/undo", {});
    const isJson = answer?.headers.get("content-type")?.includes("json");
    const undone = isJson ? await answer.json() : {};
    desk.say(undone.message ?? about.tUnsaved, !answer?.ok);
    if (answer?.ok) {
      window.setTimeout(() => location.reload(), 400);
    }
  }

  table.addEventListener("click", (event) => {
    const row = event.target.closest("tr.difference");
    if (row === null) {
      return;
    }
    if (event.target.closest(".show-pair")) {
      choose(row);
      togglePair(row);
    } else if (!event.target.closest("input, a")) {
      choose(row);
    }
  });
  table.addEventListener("change", (event) => {
    event.stopPropagation();
    count();
  });
  document.getElementById("select-all")?.addEventListener("change", (event) => {
    boxes().forEach((box) => { box.checked = event.target.checked; });
    count();
  });
  document.querySelectorAll("[data-many]").forEach((button) => {
    button.addEventListener("click", () => decide(button.dataset.many));
  });

  document.addEventListener("keydown", (event) => {
    if (desk.isTyping(event) && !event.target.matches?.("input.choose")) {
      return;
    }
    const isControl = event.target instanceof Element && event.target.closest("button, a, select") !== null
      && !event.target.matches(".show-pair");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !isControl && current !== null) {
      event.preventDefault();
      if (!event.repeat) {
        decide("accept");
      }
    } else if (event.key === "r" && !event.repeat) {
      decide("reject");
    } else if (event.key === "x" && current !== null) {
      const box = current.querySelector("input.choose");
      box.checked = !box.checked;
      count();
    } else if (event.key === "v" && current !== null) {
      togglePair(current);
    } else if (event.key === "z" && !event.repeat) {
      work = work.then(undo);
    }
  });
})();
