// A form that asks the browser for a passkey before it is sent. Without script, or without passkeys, it stays hidden.
const isKnown = typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function"
  && typeof window.PublicKeyCredential?.parseCreationOptionsFromJSON === "function";
// One request at a time: the button ends the one that waits in the field of the address.
let waiting = null;
let offered = Promise.resolve();

for (const form of isKnown ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    waiting?.abort();
    await offered;
    const button = form.querySelector("button[type=submit]");
    const problem = form.querySelector("[data-problem]");
    button.disabled = true;
    problem.hidden = true;
    try {
      send(form, await ask(form));
    } catch (error) {
      console.error(error);
      problem.hidden = false;
      button.disabled = false;
    }
  });
  if (form.dataset.passkey === "get") offerInField(form);
}

// Browsers that can offer a passkey among the addresses they fill in; asked once somebody is in the field, not by whatever only loads the page.
async function offerInField(form) {
  const field = document.querySelector("input[autocomplete~=webauthn]");
  if (!field || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const offer = () => {
    for (const name of ["pointerdown", "keydown"]) field.removeEventListener(name, offer);
    offered = wait(form);
  };
  for (const name of ["pointerdown", "keydown"]) field.addEventListener(name, offer);
}

async function wait(form) {
  waiting = new AbortController();
  try {
    send(form, await ask(form, { mediation: "conditional", signal: waiting.signal }));
  } catch { /* none was chosen: the password and the button are there */ }
}

function send(form, credential) {
  form.querySelector("[data-credential]").value = JSON.stringify(credential);
  form.submit();
}

async function ask(form, how = {}) {
  const token = new FormData(form).get("__RequestVerificationToken");
  const answer = await fetch(`/connexion/cle/${form.dataset.passkey}`, { method: "POST", body: new URLSearchParams({ __RequestVerificationToken: token }), signal: how.signal });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const options = await answer.json();
  return form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), ...how });
}
