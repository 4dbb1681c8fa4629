/**
 * Passkeys can be asked for by scripts alone. The options stand in the form and the answer goes back with it, so that
 * nothing is fetched; older browsers know no `parseCreationOptionsFromJSON`.
 */
export const enrichPasskeys = `
const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const keysOf = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytesOf(key.id) }))
const answerOf = ({ id, rawId, type, authenticatorAttachment, response }) => {
  const parts = { clientDataJSON: textOf(response.clientDataJSON) }
  for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle'])
    if (response[name]) parts[name] = textOf(response[name])
  if (response.getTransports) parts.transports = response.getTransports()
  return JSON.stringify({ id, rawId: textOf(rawId), type, authenticatorAttachment, response: parts, clientExtensionResults: {} })
}
const askFor = (form) => {
  const options = JSON.parse(form.dataset.options)
  const publicKey = { ...options, challenge: bytesOf(options.challenge) }
  if (form.dataset.passkey === 'get')
    return navigator.credentials.get({ publicKey: { ...publicKey, allowCredentials: keysOf(options.allowCredentials) } })
  const user = { ...options.user, id: bytesOf(options.user.id) }
  return navigator.credentials.create({ publicKey: { ...publicKey, user, excludeCredentials: keysOf(options.excludeCredentials) } })
}
if (globalThis.PublicKeyCredential !== undefined)
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    for (const other of document.querySelectorAll('[data-without-passkeys]')) other.hidden = true
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const said = form.querySelector('[role=alert]')
      said.textContent = ''
      try {
        form.elements.response.value = answerOf(await askFor(form))
        const beside = form.dataset.beside && document.getElementById(form.dataset.beside)
        if (beside?.checked && form.elements.remember) form.elements.remember.value = '1'
        form.submit()
      } catch {
        delete form.dataset.sent
        said.textContent = form.dataset.failed
      }
    })
  }
`
