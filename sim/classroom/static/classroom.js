// What a page does beyond HTML: it shows news as it comes, and keeps what was decided until the server says that it is kept.
// Everything works without it, by looking again.
"use strict";
(() => {
  const body = document.body;
  const net = document.querySelector("[data-net]");
  const say = (words) => { if (net && net.textContent !== words) net.textContent = words; };

  // The long word of the QR code and the facilitator's key come after a "#", which no browser sends and no log keeps.
  const secret = location.hash.slice(1);
  const ticket = document.querySelector("[data-ticket]");
  if (secret && ticket) {
    ticket.value = secret;
    if (ticket.form.hasAttribute("data-at-once")) ticket.form.submit();
  }

  const draw = (count) => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => letters[byte & 63]).join("");
  };

  // ------------------------------------------------------------------------------------------------ showing what is new
  let version = Number(body.dataset.version || 0);
  const now = document.getElementById("now");

  const fields = (root) => [...root.querySelectorAll("form[id] input, form[id] textarea, form[id] select")].filter((field) => field.type !== "hidden");
  const place = (field) => `${field.form.id}/${field.name}/${field.type === "radio" || field.type === "checkbox" ? field.value : ""}`;

  const show = (news) => {
    if (!now || news.version < version) return;
    version = news.version;
    const kept = new Map(fields(now).map((field) => [place(field), field.type === "radio" || field.type === "checkbox" ? field.checked : field.value]));
    const opened = new Map([...now.querySelectorAll("details[id]")].map((box) => [box.id, box.open]));
    const focused = document.activeElement;
    const pressed = focused && now.contains(focused) && focused.matches("form[id] button") ? [focused.form.id, [...focused.form.querySelectorAll("button")].indexOf(focused)] : null;
    const again = focused && now.contains(focused) ? (focused.form ? place(focused) : focused.id || focused.parentElement.id) : "";
    const fresh = document.createElement("div");
    fresh.innerHTML = news.html;
    for (const field of fields(fresh)) {
      const value = kept.get(place(field));
      if (value === undefined) continue;
      if (field.type === "radio" || field.type === "checkbox") { if (value) field.checked = true; } else field.value = value;
    }
    for (const box of fresh.querySelectorAll("details[id]")) if (opened.has(box.id)) box.open = opened.get(box.id);
    const turn = (root) => root.querySelector("[data-turn]")?.dataset.turn;
    const moved = turn(now) !== turn(fresh);
    now.replaceChildren(...fresh.childNodes);
    if (moved) { scrollTo(0, 0); if (!waiting.length) say(turn(now) ? "Something new has happened." : ""); }
    if (again) {
      const form = pressed && document.getElementById(pressed[0]);
      const target = form ? form.querySelectorAll("button")[pressed[1]] : fields(now).find((field) => place(field) === again) || document.getElementById(again);
      const reached = target && (target.matches("details") ? target.querySelector("summary") : target);
      if (reached) reached.focus({ preventScroll: true }); else document.getElementById("main").focus({ preventScroll: true });
    }
    seen = performance.now();
    tick();
  };

  // ----------------------------------------------------------------------------------------------------------- clocks
  let seen = performance.now();
  const tick = () => {
    for (const clock of document.querySelectorAll(".clock[data-left]")) {
      const gone = clock.dataset.runs === "1" ? (performance.now() - seen) / 1000 : 0;
      const left = Math.max(0, Math.round(Number(clock.dataset.left) - gone));
      clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    }
  };
  setInterval(tick, 1000);

  // ------------------------------------------------------------------------------------- the outbox: nothing is lost unsaid
  const box = `outbox:${location.pathname}`;
  const load = () => { try { return JSON.parse(localStorage.getItem(box)) || []; } catch { return []; } };
  const store = (items) => { try { localStorage.setItem(box, JSON.stringify(items)); } catch { /* a full or closed store: the list lives as long as the page */ } };
  let waiting = load();
  let sending = false;
  let pause = 1000;

  const refuse = (words) => say(words);

  const post = async (item) => {
    const answer = await fetch(item.action, {
      method: "POST", body: item.body, credentials: "same-origin", signal: AbortSignal.timeout(15000),
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    });
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    return { kept: answer.ok, news: await answer.json() };
  };

  const flush = async () => {
    if (sending || !waiting.length) return;
    sending = true;
    try {
      while (waiting.length) {
        say("Sending…");
        const { kept, news } = await post(waiting[0]);
        waiting.shift();
        store(waiting);
        pause = 1000;
        if (news.html) show(news);
        if (kept) say("Saved."); else refuse(`Not saved: ${news.message}`);
      }
    } catch {
      say("Not saved yet: no connection. It is sent again by itself; do not close this page.");
      setTimeout(flush, pause + Math.random() * pause);
      pause = Math.min(pause * 2, 30000);
    } finally {
      sending = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sure && !confirm(form.dataset.sure)) { event.preventDefault(); return; }
    if (!form.hasAttribute("data-send")) return;
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form));
    data.set("key", draw(22));
    waiting.push({ action: form.getAttribute("action"), body: data.toString() });
    store(waiting);
    for (const field of form.querySelectorAll("textarea, input[data-once]")) field.value = "";
    flush();
  });

  document.addEventListener("toggle", (event) => {
    const opened = event.target;
    if (!opened.open || !opened.dataset.source || opened.dataset.told || !body.dataset.stream || body.classList.contains("console")) return;
    opened.dataset.told = "1";
    const data = new URLSearchParams({ source: opened.dataset.source, quote: opened.dataset.quote, key: draw(22) });
    post({ action: "opened", body: data.toString() }).catch(() => { delete opened.dataset.told; });
  }, true);

  // ------------------------------------------------------------------------------------------------------- the event stream
  let stream = null;
  let heard = performance.now();
  const listen = () => {
    if (!body.dataset.stream) return;
    if (stream) stream.close();
    heard = performance.now();
    stream = new EventSource(body.dataset.stream);
    stream.addEventListener("open", () => { heard = performance.now(); if (net && net.textContent.startsWith("No connection")) say(""); flush(); });
    stream.addEventListener("view", (event) => { heard = performance.now(); show(JSON.parse(event.data)); });
    stream.addEventListener("beat", () => { heard = performance.now(); });
    stream.addEventListener("gone", () => location.reload());
    stream.addEventListener("error", () => { if (!waiting.length) say("No connection. What was saved stays saved; this page goes on by itself."); });
  };
  const wake = () => { if (performance.now() - heard > 3000 || !stream || stream.readyState === EventSource.CLOSED) listen(); flush(); };
  listen();
  setInterval(() => { if (stream && (performance.now() - heard > 25000 || stream.readyState === EventSource.CLOSED)) listen(); }, 5000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
  addEventListener("pageshow", wake);
  addEventListener("online", wake);
  flush();
})();
