// Answers the page's calls with the functions of a peer's module.
self.onmessage = async ({ data: { id, url, method, args } }) => {
  try {
    const module = await import(url);
    self.postMessage({ id, result: await module[method](...args) });
  } catch (error) {
    self.postMessage({ id, error: String(error.stack ?? error) });
  }
};
