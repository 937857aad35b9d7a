// JupyterLite's service worker, and before it one thing more: on a host that sends no headers of
// isolation, answers are given them here, so that pages get threads.
"use strict";

const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

async function isolated(request) {
  const response = await fetch(request);
  // An opaque answer has no headers to add to, and one of status 0 can't be made anew.
  if (response.status === 0 || response.headers.has("Cross-Origin-Embedder-Policy")) {
    return response;
  }
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) {
    headers.set(name, value);
  }
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // Files of the site; api/ is where JupyterLite answers itself.
  if (request.method === "GET" && origin === location.origin && !/\/api\/(drive|stdin|service)/.test(pathname)) {
    event.respondWith(isolated(request));
    event.stopImmediatePropagation();
  }
});

importScripts("jupyterlite-service-worker.js");
