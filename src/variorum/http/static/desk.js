// Says that something changed; nothing on the page moves by itself while somebody reads it.
(() => {
  "use strict";
  const news = document.getElementById("news");
  if (!news || !("EventSource" in window)) return;
  const live = new EventSource("/live");
  live.addEventListener("changed", () => {
    news.querySelector("a").setAttribute("href", location.pathname + location.search);
    news.hidden = false;
  });
  window.addEventListener("pagehide", () => live.close());
})();
