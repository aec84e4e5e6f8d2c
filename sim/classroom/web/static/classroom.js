// What a page does beyond HTML: it shows news as it comes, and keeps what was decided until the server says that it is kept.
// Everything works without it, by looking again.
"use strict";
(() => {
  const body = document.body;
  const net = document.querySelector("[data-net]");
  const aloud = document.querySelector("[data-aloud][role=status]");
  let fading = 0;
  const say = (words) => {
    clearTimeout(fading);
    if (net && net.textContent !== words) net.textContent = words;
  };
  // What was said of an order goes when it may be true no longer: a refusal when things have changed, and it could be read; all of it
  // when the browser itself refuses the next one. Whatever is said next has its own time.
  const [SAVED, REFUSED, READABLE] = ["Saved.", "Not saved: ", 8000];
  let refusedAt = 0;
  const fade = (after) => { clearTimeout(fading); fading = setTimeout(say, after, ""); };
  const saved = () => { say(SAVED); fade(READABLE); };  // the page itself shows it by then
  const outlived = () => {
    if (net && net.textContent.startsWith(REFUSED)) fade(Math.max(0, refusedAt + READABLE - performance.now()));
  };
  document.addEventListener("invalid", () => { if (net && (net.textContent === SAVED || net.textContent.startsWith(REFUSED))) say(""); }, true);

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
  const read = (store, name) => { try { return JSON.parse(store.getItem(name)) || []; } catch { return []; } };
  const write = (store, name, list) => { try { store.setItem(name, JSON.stringify(list)); } catch { /* a full or closed store: it lives as long as the page */ } };

  // ------------------------------------------------------------------------------------------ what a person has begun to write
  const now = document.getElementById("now");
  const drafts = `drafts:${location.pathname}`;
  const ticks = (field) => field.type === "radio" || field.type === "checkbox";
  const fields = (root) => [...root.querySelectorAll("form[id] input, form[id] textarea, form[id] select")].filter((field) => field.type !== "hidden");
  const place = (field) => `${field.form.id}/${field.name}/${ticks(field) ? field.value : ""}`;
  const touched = (field) => {
    if (ticks(field)) return field.checked !== field.defaultChecked;
    if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
    return field.value !== field.defaultValue;
  };
  const usual = (field) => field.options ? ([...field.options].find((option) => option.defaultSelected) || field.options[0]).value : "";
  const begun = (root) => fields(root).filter(touched).map((field) => [place(field), ticks(field) ? field.checked : field.value]);
  const restore = (root, kept) => {
    const values = new Map(kept);
    for (const field of fields(root)) {
      const value = values.get(place(field));
      if (value === undefined) continue;
      if (ticks(field)) field.checked = value; else field.value = value;
    }
  };
  const keepDrafts = () => { if (now) write(sessionStorage, drafts, begun(now)); };
  // What this seat has voted for is marked in the form, which is alike for its whole team.
  const mark = () => {
    const { wants, anew } = now.querySelector("[data-wants]")?.dataset || {};
    const form = now.querySelector("form[id$='-choose']");
    if (!wants || !form) return;
    const picked = form.querySelector("input[name=option]:checked");
    for (const radio of form.querySelectorAll("input[name=option]")) radio.defaultChecked = radio.value === wants;
    if (picked) picked.checked = true;
    form.querySelector("button").textContent = anew === undefined ? "Change my vote" : "Give my vote again";
  };
  if (now) {
    mark();
    restore(now, read(sessionStorage, drafts));
    now.addEventListener("input", keepDrafts);
    now.addEventListener("change", keepDrafts);
  }

  // ------------------------------------------------------------------------------------------------ showing what is new
  let version = Number(body.dataset.version || 0);
  let edition = body.dataset.edition || "";

  const turn = () => now.querySelector("[data-turn]")?.dataset.turn;
  const said = () => new Map([...now.querySelectorAll("[data-said]")].map((one) => [one.dataset.said, one.dataset.aloud || one.textContent.trim()]));
  const telling = (words) => {
    if (!aloud || !words) return;
    const told = document.createTextNode(words);
    aloud.replaceChildren(told);
    setTimeout(() => told.remove(), 10000);  // whoever reads the page from the top does not meet it twice
  };

  // Where the focus is, told so that it can be found again among new elements.
  const focus = () => {
    const at = document.activeElement;
    if (!at || !now.contains(at)) return null;
    if (at.form && at.form.id && at.matches("button")) {
      const { id } = at.form;
      const index = [...at.form.querySelectorAll("button")].indexOf(at);
      return () => document.getElementById(id)?.querySelectorAll("button")[index];
    }
    if (at.form && at.form.id) { const where = place(at); return () => fields(now).find((field) => place(field) === where); }
    if (at.matches("summary")) { const { id } = at.parentElement; return () => id && document.getElementById(id)?.querySelector("summary"); }
    if (at.matches("a[href]")) { const href = at.getAttribute("href"); return () => [...now.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === href); }
    return () => at.id && document.getElementById(at.id);
  };

  // Times come in UTC and are shown as the clock of whoever reads them has them.
  const localise = (root) => {
    for (const moment of root.querySelectorAll("time[datetime]")) {
      const at = new Date(moment.dateTime);
      moment.textContent = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
    }
  };
  localise(document);

  const replace = (old, html, kept, opened) => {
    const fresh = document.createElement("div");
    fresh.innerHTML = html;
    localise(fresh);
    restore(fresh, kept);
    for (const box of fresh.querySelectorAll("details[id]")) if (opened.has(box.id)) box.open = opened.get(box.id);
    old.replaceChildren(...fresh.childNodes);
  };

  // A page that changes under a finger swallows the press, so news waits until the finger is lifted; but no longer than it takes to press.
  const [LIFTED, PRESSING] = [100, 2000];
  let pressing = 0;
  const held = [];
  const release = () => { pressing = 0; for (const news of held.splice(0)) show(news); };
  const press = (within) => { clearTimeout(pressing); pressing = setTimeout(release, within); };
  const isPressedByKey = (event) => event.key === " " && event.target.matches?.("button, summary");
  addEventListener("pointerdown", () => press(PRESSING), true);
  addEventListener("keydown", (event) => { if (isPressedByKey(event)) press(PRESSING); }, true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => press(LIFTED), true);
  addEventListener("keyup", (event) => { if (isPressedByKey(event)) press(LIFTED); }, true);

  const show = (news) => {
    if (pressing) { held.push(news); return; }
    if (news.version < version) return;
    if (news.version > version) outlived();
    version = news.version;
    edition = news.id;
    if (!now) {  // a page beside the play
      const at = /data-turn="(\d+)"/.exec(Object.values(news.parts || {}).join(""));
      if (at && body.dataset.at && at[1] !== body.dataset.at) say("The play has gone on. Go back to it when you are ready.");
      return;
    }
    const kept = begun(now);
    const opened = new Map([...now.querySelectorAll("details[id]")].map((box) => [box.id, box.open]));
    const [before, known, sealed, again] = [turn(), said(), Boolean(now.querySelector(".sealed")), focus()];
    const writes = document.activeElement?.matches("#now textarea, #now input:not([type=radio])") && document.activeElement.value;
    if (news.parts) {
      for (const [name, html] of Object.entries(news.parts)) replace(now.querySelector(`[data-part="${name}"]`), html, kept, opened);
    } else {
      replace(now, news.html, kept, opened);
    }
    mark();
    if (again) {
      const found = again();
      (found || document.getElementById("main")).focus({ preventScroll: true });
    }
    if (before !== turn()) { if (!writes) scrollTo(0, 0); } else if (!sealed) now.querySelector(".sealed")?.scrollIntoView({ block: "center" });
    telling([...said()].filter(([key]) => !known.has(key)).map(([, words]) => words).join(" – "));
    keepDrafts();
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
  let waiting = read(localStorage, box);
  let sent = { what: "", version: 0 };
  let sending = false;
  let pause = 1000;
  let opens = 0;  // how often the way to the server has opened

  const post = async (item) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 20000);
    try {
      const answer = await fetch(item.action, {
        method: "POST", body: item.body, credentials: "same-origin", signal: stop.signal,
        headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
      });
      if (answer.status >= 500) throw new Error("the server cannot keep it at the moment");
      if (answer.status === 429) throw new Error("the server asks for a moment");
      return { kept: answer.ok, news: await answer.json() };  // what is no JSON was not said by this server: a hotel's log-in page, for one
    } finally {
      clearTimeout(timer);
    }
  };

  // What is sealed and was asked for stays beside the page, which goes on, until it is hidden.
  const reveal = (words) => {
    const place = document.getElementById("sealed");
    if (!place || !words || !words.length) return;
    place.hidden = false;
    place.querySelector("p").textContent = words.join(" ");
    place.querySelector("button").onclick = () => { place.hidden = true; place.querySelector("p").textContent = ""; document.getElementById("main").focus(); };
    place.querySelector("button").focus();
  };

  const flush = async () => {
    if (sending || !waiting.length) return;
    sending = true;
    let known = opens;
    try {
      while (waiting.length) {
        known = opens;
        const [item] = waiting;
        say("Sending…");
        const { kept, news } = await post(item);
        waiting = waiting.filter((one) => one.key !== item.key);
        write(localStorage, box, read(localStorage, box).filter((one) => one.key !== item.key));
        pause = 1000;
        if (kept) sent = { what: item.what, version: news.version };
        if (news.html) show(news);
        reveal(news.sealed);
        refusedAt = performance.now();
        if (kept) saved(); else say(REFUSED + news.message);
        if (kept && stream) setTimeout(() => { if (version < news.version) listen(); }, 5000);
      }
    } catch (error) {
      const why = error instanceof TypeError || error.name === "AbortError" || error instanceof SyntaxError ? "no connection" : error.message;
      say(`Not saved yet: ${why}. It is sent again by itself; do not close this page.`);
      setTimeout(flush, opens !== known ? 0 : pause + Math.random() * pause);  // at once where the way has opened while it still hung
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
    const action = form.getAttribute("action");
    const what = `${action}?${data}`;
    if (waiting.some((one) => one.what === what)) return;  // pressed twice
    if (form.id.endsWith("-choose") && sent.what === what && version < sent.version) { saved(); return; }
    const key = draw(22);
    data.set("key", key);
    const item = { key, what, action, body: data.toString() };
    waiting.push(item);
    write(localStorage, box, [...read(localStorage, box), item]);
    if (!form.id.endsWith("-choose")) for (const field of form.querySelectorAll("textarea, input[data-once], select[data-once]")) field.value = usual(field);
    keepDrafts();
    flush();
  });

  document.addEventListener("toggle", (event) => {
    const opened = event.target;
    if (!opened.open || !opened.dataset.source || opened.dataset.told || !now || body.classList.contains("console")) return;
    opened.dataset.told = "1";
    const data = new URLSearchParams({ source: opened.dataset.source, quote: opened.dataset.quote, key: draw(22) });
    post({ action: "opened", body: data.toString() }).catch(() => { delete opened.dataset.told; });
  }, true);

  // ------------------------------------------------------------------------------------------------------- the event stream
  let stream = null;
  let heard = performance.now();
  let patience = 25000;
  const away = "No connection. What was saved stays saved; this page goes on by itself.";

  // On a poor network a stream is asked for made small; elsewhere that would only cost the server time.
  const [page] = performance.getEntriesByType("navigation");
  const took = page ? page.responseEnd - page.responseStart : 0;
  let poor = Boolean(navigator.connection?.saveData) || (took > 300 && page.transferSize / took < 40);

  const listen = () => {
    if (!body.dataset.stream) return;
    if (stream) stream.close();
    heard = performance.now();
    const mine = stream = new EventSource(`${body.dataset.stream}?seen=${encodeURIComponent(edition)}${poor ? "&pack=1" : ""}`);
    const open = () => { heard = performance.now(); if (net && net.textContent === away) say(""); };
    const hear = () => { open(); patience = 25000; };
    stream.addEventListener("open", () => { opens += 1; open(); flush(); });
    stream.addEventListener("view", (event) => { hear(); show({ ...JSON.parse(event.data), id: event.lastEventId }); });
    stream.addEventListener("beat", hear);
    stream.addEventListener("gone", () => location.reload());
    stream.addEventListener("error", async () => {
      if (!waiting.length) say(away);
      if (mine.readyState !== EventSource.CLOSED) return;
      const answer = await fetch(location.href, { method: "HEAD", credentials: "same-origin" }).catch(() => null);
      if (answer && (answer.status === 403 || answer.status === 404)) location.reload();  // the seat was released
    });
  };
  const wake = () => { if (performance.now() - heard > 3000 || !stream || stream.readyState === EventSource.CLOSED) listen(); flush(); };
  listen();
  setInterval(() => {
    if (!stream) return;
    if (stream.readyState === EventSource.CLOSED) listen();
    else if (performance.now() - heard > patience) { poor = true; patience = Math.min(patience * 2, 120000); listen(); }
  }, 5000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
  addEventListener("pageshow", wake);
  addEventListener("online", () => { listen(); flush(); });
  addEventListener("offline", () => { if (stream && !waiting.length) say(away); });
  flush();
})();
