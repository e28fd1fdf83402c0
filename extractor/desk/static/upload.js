// Handing in files: sent one request each, then asked for every two seconds until they are read.
"use strict";

(() => {
  const form = document.getElementById("upload");
  const jobs = document.getElementById("jobs");
  const words = {
    queued: form.dataset.tQueued, running: form.dataset.tRunning, done: form.dataset.tDone,
    failed: form.dataset.tFailedJob, cancelled: form.dataset.tCancelled,
  };

  function line(name) {
    const item = document.createElement("li");
    const title = document.createElement("bdi");
    const state = document.createElement("span");
    title.textContent = name;
    state.textContent = form.dataset.tSending;
    item.append(title, " ", state);
    jobs.prepend(item);
    return {item, state};
  }

  async function follow(job, shown) {
    let now = job;
    for (;;) {
      shown.state.textContent = words[now.state] ?? now.state;
      shown.item.dataset.state = now.state;
      if (!["queued", "running"].includes(now.state)) {
        break;
      }
      await new Promise((resolve) => { window.setTimeout(resolve, 1000); });
      const answer = await fetch(`/api/v1/jobs/${encodeURIComponent(job.id)}`);
      if (!answer.ok) {
        shown.state.textContent = form.dataset.tFailed;
        return;
      }
      now = await answer.json();
    }
    for (const number of now.documents ?? []) {
      const link = document.createElement("a");
      link.href = `/desk/documents/${Number(number)}`;
      link.textContent = form.dataset.tOpen;
      shown.item.append(" ", link);
    }
  }

  async function send(file) {
    const shown = line(file.name);
    const body = new FormData();
    body.append("file", file);
    try {
      const answer = await fetch(form.action, {method: "POST", headers: {"X-CSRF-Token": desk.token}, body});
      if (!answer.ok) {
        const problem = await answer.json();
        shown.state.textContent = `${form.dataset.tFailed}: ${problem.detail ?? answer.status}`;
        return;
      }
      for (const job of (await answer.json()).jobs) {
        await follow(job, shown);
      }
    } catch {
      shown.state.textContent = form.dataset.tFailed;
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = [...form.elements.namedItem("file").files];
    form.reset();
    for (const file of files) {
      await send(file);
    }
  });
})();
