// Says that something changed; nothing on the page moves by itself while somebody reads it, but for a page that only waits.
(() => {
  "use strict";
  const news = document.getElementById("news");
  const story = news && (news.dataset.live || document.body.dataset.live);
  if (!story || !("EventSource" in window)) return;
  const live = new EventSource(story === "all" ? "/live" : "/live?story=" + encodeURIComponent(story));
  live.addEventListener("changed", () => {
    if ("reload" in document.body.dataset) {
      location.reload();
      return;
    }
    news.querySelector("a").setAttribute("href", location.pathname + location.search);
    news.hidden = false;
  });
  window.addEventListener("pagehide", () => live.close());
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
