// What every page of the desk has: the session's token with each request, the help, and keys of the queue.
"use strict";

const desk = {
  token: document.querySelector('meta[name="csrf-token"]').content,

  // Sends a form; gives the answer, or null where nothing came back.
  async send(address, fields) {
    try {
      return await fetch(address, {
        method: "POST",
        headers: {"X-CSRF-Token": desk.token, "Accept": "text/html, application/json"},
        body: new URLSearchParams(fields),
      });
    } catch {
      return null;
    }
  },

  // One line for a person, also for one who does not see the page.
  say(words, isError) {
    const place = document.getElementById("said");
    place.textContent = words;
    place.classList.toggle("bad", Boolean(isError));
    window.clearTimeout(desk.timer);
    desk.timer = window.setTimeout(() => { place.textContent = ""; }, isError ? 8000 : 3000);
  },

  // Whether a key belongs to what a person is typing or to an open dialog.
  isTyping(event) {
    const at = event.target;
    return event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]") !== null
      || (at instanceof Element && at.matches("input, textarea, select"));
  },
};

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = desk.token;
});

document.getElementById("help-open")?.addEventListener("click", () => document.getElementById("help").showModal());

document.addEventListener("keydown", (event) => {
  if (desk.isTyping(event) || event.repeat) {
    return;
  }
  if (event.key === "?") {
    event.preventDefault();
    document.getElementById("help")?.showModal();
  } else if (event.key === "n") {
    document.getElementById("start")?.click();
  }
});

// A filter takes effect at once; the button is for those without a script.
document.addEventListener("change", (event) => {
  event.target.closest?.("form.filters")?.requestSubmit();
});
