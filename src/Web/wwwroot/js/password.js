// A button beside each password that shows what was typed; it is hidden again before it is sent, so that no browser keeps it as a plain text.
for (const field of document.querySelectorAll("input[type=password]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-password link-button";
  const say = (isShown) => {
    field.type = isShown ? "text" : "password";
    button.textContent = isShown ? "Masquer" : "Afficher";
    button.setAttribute("aria-label", `${button.textContent}\u00a0: ${field.labels[0]?.textContent.trim() ?? "mot de passe"}`);
  };
  say(false);
  button.addEventListener("click", () => say(field.type === "password"));
  field.form?.addEventListener("submit", () => say(false));
  field.after(button);
}
