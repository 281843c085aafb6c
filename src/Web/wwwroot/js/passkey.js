// A form that asks the browser for a passkey before it is sent. Without script, or without passkeys, it stays hidden.
const isKnown = typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function"
  && typeof window.PublicKeyCredential?.parseCreationOptionsFromJSON === "function";

for (const form of isKnown ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const button = form.querySelector("button[type=submit]");
    const problem = form.querySelector("[data-problem]");
    button.disabled = true;
    problem.hidden = true;
    try {
      form.querySelector("[data-credential]").value = JSON.stringify(await ask(form));
      form.submit();
    } catch (error) {
      console.error(error);
      problem.hidden = false;
      button.disabled = false;
    }
  });
}

async function ask(form) {
  const token = new FormData(form).get("__RequestVerificationToken");
  const answer = await fetch(`/connexion/cle/${form.dataset.passkey}`, { method: "POST", body: new URLSearchParams({ __RequestVerificationToken: token }) });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const options = await answer.json();
  return form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
