// Runs before anything else of each page.
"use strict";

// Where the page is isolated, kernel and page wait for each other by Atomics.waitAsync. Its result is
// a promise only if there was something to wait for: an answer that came first gives a plain string,
// which the bridge between the two takes for a promise, and the cell never ends. So here the result is
// always one.
if (Atomics.waitAsync) {
  const { waitAsync } = Atomics;
  Atomics.waitAsync = (...args) => {
    const result = waitAsync.apply(Atomics, args);
    return result.async ? result : { async: true, value: Promise.resolve(result.value) };
  };
}

// Threads need a cross-origin isolated page: two headers. Where the host can't send them, a service
// worker adds them, from the next load on. Once only: a page that isn't isolated then stays on one
// thread, and rumpy.show_config() says why.
(() => {
  const tried = "rumpy-isolation-tried";
  if (self.crossOriginIsolated) {
    sessionStorage.removeItem(tried);
    return;
  }
  if (!self.isSecureContext || !navigator.serviceWorker || sessionStorage.getItem(tried)) {
    return;
  }
  const root = document.currentScript.src.replace(/first\.js.*$/, "");
  navigator.serviceWorker.register(`${root}service-worker.js`).then(
    async () => {
      await navigator.serviceWorker.ready;
      sessionStorage.setItem(tried, "yes");
      location.reload();
    },
    (error) => console.warn(`rumpy: no isolation, so one thread: ${error.message}`),
  );
})();

// JupyterLab's pages begin with scripts of their own text. A Content Security Policy may forbid those:
// better to be told than to see an empty page.
document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
  if (blockedURI !== "inline" || !effectiveDirective.startsWith("script-src") || document.getElementById("refused")) {
    return;
  }
  const text =
    "This host's Content Security Policy forbids scripts within a page, without which JupyterLab can't " +
    "start: its script-src must have 'unsafe-inline', 'unsafe-eval' and blob:.";
  const note = Object.assign(document.createElement("p"), { id: "refused", role: "alert", textContent: text });
  (document.body ?? document.documentElement).prepend(note);
});
