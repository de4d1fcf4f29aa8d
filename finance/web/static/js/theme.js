// [data-theme-switch]: light becomes dark and back. The cookie lets the server write the page that
// way from the start, so nothing flashes.
document.addEventListener("click", ({ target }) => {
  const chooser = target.closest?.("[data-theme-switch]");
  if (!chooser) return;
  const root = document.documentElement;
  const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const next = chooser.dataset.themeSwitch || (now === "dark" ? "light" : "dark");
  if (next === "system") delete root.dataset.theme;
  else root.dataset.theme = next;
  const age = next === "system" ? 0 : 31_536_000;
  document.cookie = `theme=${next}; path=/; max-age=${age}; samesite=lax`;
});
