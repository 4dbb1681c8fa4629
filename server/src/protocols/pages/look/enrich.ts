/** What is nicer where scripts run, sent to browsers as it stands; every page works without. */
export const enrich = `
for (const button of document.querySelectorAll('button[data-shows]')) {
  const input = document.getElementById(button.dataset.shows)
  button.hidden = false
  button.addEventListener('click', () => {
    const shown = input.type === 'text'
    input.type = shown ? 'password' : 'text'
    button.textContent = shown ? button.dataset.show : button.dataset.hide
    input.focus()
  })
  // So that a shown password is not kept among what was once typed into a text field.
  input.form.addEventListener('submit', () => {
    input.type = 'password'
  })
}
for (const button of document.querySelectorAll('button[data-prints]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
if (navigator.clipboard !== undefined)
  for (const button of document.querySelectorAll('button[data-copies]')) {
    const input = document.getElementById(button.dataset.copies)
    const label = button.textContent
    button.hidden = false
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(input.value)
      button.querySelector('span').textContent = button.dataset.copied
      setTimeout(() => {
        button.querySelector('span').textContent = label.trim()
      }, 3000)
    })
  }
for (const form of document.forms)
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent === 'yes') event.preventDefault()
    form.dataset.sent = 'yes'
  })
addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.sent
})
`
