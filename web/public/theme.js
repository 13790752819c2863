// Runs before the first paint, as a file of its own because the page's policy forbids inline scripts.
(function () {
  var root = document.documentElement;
  try {
    var chosen = localStorage.getItem("centralita.theme");
    var language = localStorage.getItem("centralita.language");
    if (language) root.lang = language;
  } catch {
    // Storage can be switched off; the system's theme serves then.
  }
  var dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
})();
