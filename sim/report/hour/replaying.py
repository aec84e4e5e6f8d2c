"""The script of a debrief's page: it shows the moments of a play one by one, and marks on the map where the play then was.

Rule 1: without it everything is on the page already; it hides and shows, and adds nothing but its own buttons.
"""

SCRIPT = """
"use strict";
for (const list of document.querySelectorAll("ol.moments")) {
  const moments = [...list.children], key = list.id;
  let at = -1, timer = 0;
  const bar = document.createElement("div"), said = document.createElement("span");
  bar.className = "replay screen";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Replay");
  said.setAttribute("role", "status");
  const speed = document.createElement("select");
  speed.setAttribute("aria-label", "Speed");
  for (const [name, seconds] of [["slow", 8], ["normal", 4], ["fast", 1.5]]) speed.add(new Option(name, seconds));
  speed.value = "4";
  const button = (name, does) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = name;
    made.addEventListener("click", does);
    bar.append(made);
    return made;
  };
  const show = (to) => {
    at = Math.max(-1, Math.min(to, moments.length - 1));
    moments.forEach((moment, place) => { moment.hidden = at >= 0 && place !== at; });
    for (const scene of document.querySelectorAll(`[id^="${key}m"] .now`)) scene.classList.remove("now");
    for (const scene of document.querySelectorAll(`g[data-turns][id^="${key}m"]`))
      if (at >= 0 && scene.dataset.turns.split(" ").includes(moments[at].dataset.turn)) scene.querySelector(".scene").classList.add("now");
    said.textContent = at < 0 ? "all moments" : `moment ${at + 1} of ${moments.length}`;
  };
  const stop = () => { clearTimeout(timer); timer = 0; play.textContent = "Play"; };
  const go = () => {
    if (at >= moments.length - 1) { stop(); return; }
    show(at + 1);
    timer = setTimeout(go, 1000 * speed.value);
  };
  button("Back", () => { stop(); show(Math.max(at - 1, 0)); });
  const play = button("Play", () => {
    if (timer) { stop(); return; }
    if (at >= moments.length - 1) at = -1;
    play.textContent = "Pause";
    go();
  });
  button("Step", () => { stop(); show(at + 1); });
  button("All", () => { stop(); show(-1); });
  bar.append(speed, said);
  list.before(bar);
  show(-1);
}
"""

STYLE = """
.replay { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .8rem 0 }
.replay button, .replay select { font: inherit; min-height: 2.75rem; min-width: 2.75rem; padding: 0 .8rem }
ol.moments { list-style: none; padding: 0 } ol.moments > li { border-left: .2rem solid var(--line); padding-left: .8rem; margin: 1rem 0 }
"""
"""What goes with it."""
