// Handing in files: sent one request each, then asked for every second until they are read, over a restart too.
"use strict";

(() => {
  const form = document.getElementById("upload");
  const jobs = document.getElementById("jobs");
  const words = Object.fromEntries([...document.querySelectorAll("#upload-words [data-word]")]
    .map((each) => [each.dataset.word, each.textContent]));

  function line(name, state) {
    const item = document.createElement("li");
    const title = document.createElement("bdi");
    const told = document.createElement("span");
    title.textContent = name;
    told.textContent = words[state];
    item.dataset.state = state;
    item.append(title, " ", told);
    jobs.prepend(item);
    return {item, told};
  }

  // What became of a file: one that was taken in and of which nothing could be read has failed.
  function stateOf(job) {
    const isRead = job.statuses.some((status) => status !== "failed");
    return job.state === "done" && !isRead ? "failed" : job.state;
  }

  async function ask(id) {
    try {
      const answer = await fetch(`/api/v1/jobs/${encodeURIComponent(id)}`);
      if (answer.status === 401) {
        location.reload();
      }
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  async function follow(job, shown) {
    let now = job;
    while (now === null || ["queued", "running"].includes(now.state)) {
      shown.told.textContent = now === null ? words.waits : words[now.state];
      await new Promise((resolve) => { window.setTimeout(resolve, 1000); });
      now = await ask(job.id);
    }
    const state = stateOf(now);
    shown.item.dataset.state = state;
    shown.told.textContent = words[state] ?? state;
    for (const number of now.documents ?? []) {
      const link = document.createElement("a");
      link.href = `/desk/documents/${Number(number)}`;
      link.textContent = words.open;
      shown.item.append(" ", link);
    }
  }

  async function send(file) {
    const shown = line(file.name, "sending");
    const body = new FormData();
    body.append("file", file);
    try {
      const answer = await fetch(form.action, {method: "POST", headers: {"X-CSRF-Token": desk.token}, body});
      if (answer.ok) {
        (await answer.json()).jobs.forEach((job) => follow(job, shown));
        return;
      }
      shown.told.textContent = words[`refused_${answer.status}`] ?? words.refused;
    } catch {
      shown.told.textContent = words.refused;
    }
    shown.item.dataset.state = "failed";
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = [...form.elements.namedItem("file").files];
    form.reset();
    for (const file of files) {
      await send(file);
    }
  });

  // Those that were handed in before: who comes back sees what became of them.
  async function earlier() {
    const answer = await fetch("/api/v1/jobs?limit=20");
    const known = answer.ok ? (await answer.json()).jobs : [];
    known.reverse().forEach((job) => follow(job, line(job.name, job.state)));
  }

  earlier();
})();
