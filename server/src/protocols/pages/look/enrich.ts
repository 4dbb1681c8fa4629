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
for (const select of document.querySelectorAll('select[data-filter]')) {
  const plain = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase()
  const all = [...select.options].filter((option) => option.value !== '')
  if (all.length > 6) {
    const label = document.createElement('label')
    const input = document.createElement('input')
    const told = document.createElement('p')
    input.type = 'search'
    input.id = 'filter-' + select.id
    input.autocomplete = 'off'
    label.htmlFor = input.id
    label.textContent = select.dataset.filter
    told.className = 'hint'
    told.setAttribute('aria-live', 'polite')
    const field = document.createElement('div')
    field.className = 'field'
    field.append(label, input, told)
    select.parentElement.before(field)
    input.addEventListener('input', () => {
      const words = plain(input.value).split(/\\s+/)
      const found = all.filter((option) => words.every((word) => plain(option.text).includes(word)))
      const chosen = found.find((option) => option.selected) ?? found[0]
      select.replaceChildren(...(found.length === 0 ? all : found))
      select.size = input.value.trim() === '' || found.length < 2 ? 1 : Math.min(found.length, 6)
      if (chosen !== undefined) chosen.selected = true
      told.textContent = found.length === 0 ? select.dataset.none : ''
    })
  }
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
