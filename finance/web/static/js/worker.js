// Registers the worker that keeps the look at hand and answers when there is no connection.
const address = document.querySelector("script[data-worker]")?.dataset.worker;
if (address && "serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register(address).catch(() => {})); // plain http has none
}
