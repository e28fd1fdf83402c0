// A box drawn on the page: what stands in it is read again, for the value that is chosen or for one that was missed.
"use strict";

(() => {
  const {pane} = paper;
  let begun = null;

  function pointAt(svg, event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  }

  function boxOf(svg, from, event) {
    const to = pointAt(svg, event);
    const size = svg.viewBox.baseVal;
    const within = (value, most) => Math.min(Math.max(value, 0), most);
    return {
      x0: within(Math.min(from.x, to.x), size.width), top: within(Math.min(from.y, to.y), size.height),
      x1: within(Math.max(from.x, to.x), size.width), bottom: within(Math.max(from.y, to.y), size.height),
    };
  }

  pane.addEventListener("pointerdown", (event) => {
    const svg = pane.querySelector("svg.sheet");
    paper.wasDrawn = false;
    if (svg === null || event.button !== 0 || !svg.contains(event.target)) {
      return;
    }
    begun = {svg, from: pointAt(svg, event), x: event.clientX, y: event.clientY, rect: null};
    event.preventDefault();
  });

  pane.addEventListener("pointermove", (event) => {
    if (begun === null) {
      return;
    }
    if (begun.rect === null && Math.hypot(event.clientX - begun.x, event.clientY - begun.y) < 5) {
      return;
    }
    if (begun.rect === null) {
      pane.querySelector(".drawn")?.remove();
      begun.rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      begun.rect.classList.add("drawn");
      begun.svg.append(begun.rect);
      pane.setPointerCapture(event.pointerId);
    }
    const box = boxOf(begun.svg, begun.from, event);
    begun.rect.setAttribute("x", String(box.x0));
    begun.rect.setAttribute("y", String(box.top));
    begun.rect.setAttribute("width", String(box.x1 - box.x0));
    begun.rect.setAttribute("height", String(box.bottom - box.top));
  });

  pane.addEventListener("pointerup", (event) => {
    const drawing = begun;
    begun = null;
    if (drawing === null || drawing.rect === null) {
      return;
    }
    paper.wasDrawn = true;
    readAgain(boxOf(drawing.svg, drawing.from, event));
  });

  async function readAgain(box) {
    if (!paper.may()) {
      pane.querySelector(".drawn")?.remove();
      return;
    }
    const row = paper.current();
    const text = [paper.sheet(), box.x0, box.top, box.x1, box.bottom].map((n) => Math.round(n * 10) / 10).join(",");
    const answer = await desk.send(`${paper.base}/readings`, {box: text});
    const isJson = answer?.headers.get("content-type")?.includes("json");
    const said = isJson ? await answer.json() : {};
    if (answer === null || !answer.ok || row !== paper.current()) {
      pane.querySelector(".drawn")?.remove();
      desk.say(said.message ?? paper.about.tUnsaved, true);
      return;
    }
    const offer = {text: said.text, lines: said.lines, box: text};
    if (row !== null && row.dataset.edit === "1") {
      paper.edit(offer);
    } else {
      paper.onMissed(offer);
    }
  }
})();
