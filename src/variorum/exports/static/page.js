"use strict";
(() => {
  const $ = (q, at = document) => at.querySelector(q);
  const $$ = (q, at = document) => [...at.querySelectorAll(q)];
  const panel = $("#chosen");
  const keys = $("#keys");
  const reports = $$(".sigla li");
  let from = null; // where to go back to when the panel closes

  document.documentElement.classList.add("scripts");

  // Links inside a page that stands in another one (a notebook) would leave it; go there ourselves.
  const inside = location.protocol === "about:";

  const make = (name, cls, text) => {
    const el = document.createElement(name);
    if (cls) el.className = cls;
    if (text !== undefined) el.textContent = text;
    return el;
  };
  const stretches = (given) => given.split(" ").map((s) => s.split("-").map(Number));
  const segments = (a) => $$("#r" + a + " [data-s]");
  const within = (el, list) => list.some(([s, e]) => s <= +el.dataset.s && +el.dataset.e <= e);
  // The report and, for a citation, the stretches that a link or the button beside it stands for.
  const of = (el) => {
    const link = el.matches("a") ? el : el.parentElement.querySelector("a.cite") || el;
    if (link.dataset.a) return { a: link.dataset.a, p: link.dataset.p };
    const [, kind, a, p] = /^#([rw])(\d+)-?(.*)$/.exec(link.getAttribute("href"));
    return { a, p: kind === "w" ? link.dataset.p || p : undefined };
  };
  const squash = (s) => s.replace(/\s+/g, " ");

  // The words of one report at given stretches, " … " between stretches.
  const wordsAt = (a, given) =>
    stretches(given)
      .map((one) => squash(segments(a).filter((el) => within(el, [one])).map((el) => el.textContent).join("")).trim())
      .join(" … ");

  const sourceLine = (a, given) => {
    const d = reports[a].dataset;
    const origin = d.date + (d.known ? ", " + d.known : "");
    return d.outlet + " (" + d.plain + "), " + origin + (given ? ", characters " + given.replace(/-/g, "–").replace(/ /g, ", ") : "");
  };

  const copyWords = async (button) => {
    const { a, p } = of(button);
    const text = "“" + wordsAt(a, p).replace(/^["“]|["”]$/g, "") + "”\n— " + sourceLine(a, p);
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
    }
    const label = button.textContent;
    button.textContent = done ? "copied" : "could not copy";
    setTimeout(() => (button.textContent = label), 1500);
  };

  const light = (a, given) => {
    for (const el of $$(".k.lit")) el.classList.remove("lit");
    const list = stretches(given);
    for (const el of segments(a)) if (within(el, list)) el.classList.add("lit");
  };

  // The evidence beside the point: outlet, origin, time, and the words where some are cited.
  const choose = (link) => {
    const { a, p } = of(link);
    const d = reports[a].dataset;
    panel.replaceChildren();
    const head = make("p", "", "");
    head.append(make("strong", "", d.plain + " " + d.outlet));
    panel.append(head, make("p", "quiet", d.origin + " · " + d.date + (d.known ? " (" + d.known + ")" : "")));
    const acts = make("p", "acts");
    const go = make("a", "", p ? "Go to the words in the report" : "Go to the report");
    go.href = link.getAttribute("href");
    if (p) {
      const list = stretches(p);
      const all = segments(a);
      const first = all.findIndex((el) => within(el, list));
      const last = all.findLastIndex((el) => within(el, list));
      const quote = make("blockquote", "w");
      const context = (els, cut) => squash(els.filter((el) => el.parentElement === all[first].parentElement && !el.classList.contains("drop")).map((el) => el.textContent).join("")).slice(...cut);
      const before = first > 0 ? context(all.slice(Math.max(0, first - 4), first), [-110]) : "";
      if (before.trim()) quote.append(before.length < 110 ? before : "… " + before.replace(/^\S*\s/, ""));
      quote.append(make("span", "k", squash(all.slice(first, last + 1).map((el) => el.textContent).join(""))));
      const after = context(all.slice(last + 1, last + 5), [0, 110]);
      if (after.trim()) quote.append(after.length < 110 ? after : after.replace(/\s\S*$/, "") + " …");
      panel.append(quote);
      go.className = "cite";
      go.dataset.p = p;
      acts.append(go, make("button", "copy", "copy with source"));
      go.addEventListener("click", () => light(a, p));
    } else acts.append(go);
    const close = make("button", "copy close", "close");
    close.addEventListener("click", shut);
    acts.append(close);
    panel.append(acts);
    panel.hidden = false;
    for (const el of $$(".sig.on")) el.classList.remove("on");
    for (const el of $$('.sigla .sig[href="#r' + a + '"]')) el.classList.add("on");
    from = link;
    panel.focus({ preventScroll: true });
    if (matchMedia("(min-width: 62rem)").matches) panel.scrollIntoView({ block: "nearest" });
  };
  const shut = () => {
    if (panel.hidden) return false;
    panel.hidden = true;
    for (const el of $$(".sig.on")) el.classList.remove("on");
    if (from) from.focus({ preventScroll: true });
    from = null;
    return true;
  };

  // Points
  const boxes = $$("input.open");
  const showOne = $("#show-one");
  const set = (box, open) => {
    box.checked = open;
    box.setAttribute("aria-expanded", String(open));
  };
  for (const box of boxes) {
    set(box, box.checked);
    box.addEventListener("change", () => set(box, box.checked));
  }
  const shown = (el) => el.getClientRects().length > 0;
  const reveal = (id) => {
    const el = document.getElementById(id);
    if (!el) return null;
    const row = el.closest(".ev") ? el.closest(".ev").previousElementSibling : el.closest(".point");
    if (row) {
      if (showOne && row.closest(".g-one")) showOne.checked = true;
      set($("input.open", row), true);
    }
    for (let fold = el.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    return el;
  };
  const arrive = () => {
    const el = reveal(decodeURIComponent(location.hash.slice(1)));
    if (el) el.scrollIntoView({ block: el.matches(".at") ? "center" : "start" });
  };
  addEventListener("hashchange", arrive);
  if (location.hash) arrive();

  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const button = event.target.closest(".copy:not(.close)");
    if (button) return void copyWords(button);
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const id = link.getAttribute("href").slice(1);
    if (link.matches(".cell")) {
      event.preventDefault();
      const col = reveal(id);
      for (const el of $$(".col.lit")) el.classList.remove("lit");
      if (col) {
        col.closest(".col").classList.add("lit");
        col.scrollIntoView({ block: "nearest" });
      }
    } else if (link.matches(".sig, .cite") && !panel.contains(link)) {
      event.preventDefault();
      choose(link);
    } else {
      const el = reveal(id);
      if (inside) {
        event.preventDefault();
        if (el) el.scrollIntoView({ block: el.matches(".at") ? "center" : "start" });
      }
    }
  });

  const move = (step) => {
    const seen = boxes.filter((box) => shown(box.closest(".point")));
    const at = seen.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : seen.length - 1) : Math.min(seen.length - 1, Math.max(0, at + step));
    if (!seen[next]) return;
    seen[next].focus({ preventScroll: true });
    seen[next].closest(".point").scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input[type=text]")) return;
    if (event.key === "Escape") {
      if (keys.open) return;
      if (shut()) return;
      const row = document.activeElement.closest(".point, .ev");
      const box = row ? $("input.open", row.matches(".ev") ? row.previousElementSibling : row) : null;
      if (box) {
        set(box, false);
        box.focus();
      }
    } else if (event.key === "Enter" && event.target.matches("input.open")) {
      set(event.target, !event.target.checked);
      if (event.target.checked) event.target.closest(".point").nextElementSibling.scrollIntoView({ block: "nearest" });
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === showOne) {
      showOne.click();
    } else if (event.key === "?" && !keys.open) {
      keys.showModal();
    } else if ((event.key === "j" || event.key === "k") && !keys.open) {
      event.preventDefault();
      move(event.key === "j" ? 1 : -1);
    }
  });

  // On paper everything is open.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = $$("details:not([open])");
    for (const el of closed) el.open = true;
  });
  addEventListener("afterprint", () => {
    for (const el of closed) el.open = false;
  });
})();
