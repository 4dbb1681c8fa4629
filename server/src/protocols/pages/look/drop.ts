/**
 * Sends the files of a form one by one, with their way to be seen, and takes those that are dropped on it; without
 * scripts the form goes as it is. Sent to browsers as it stands.
 */
export const drop = `
for (const form of document.querySelectorAll('form[data-drop]')) {
  const words = JSON.parse(form.dataset.drop)
  const input = form.querySelector('input[type=file]')
  const button = form.querySelector('button')
  const list = form.querySelector('.going')
  form.querySelector('[data-hint]').hidden = false

  const line = (file) => {
    const item = document.createElement('li')
    const name = document.createElement('strong')
    const said = document.createElement('span')
    const bar = document.createElement('progress')
    name.textContent = file.name
    said.textContent = words.going
    bar.max = 1
    bar.value = 0
    bar.setAttribute('aria-label', file.name)
    item.append(name, said, bar)
    list.append(item)
    return { item, said, bar }
  }

  const send = (file) =>
    new Promise((done) => {
      const { item, said, bar } = line(file)
      const request = new XMLHttpRequest()
      request.open('POST', form.action)
      request.setRequestHeader('Accept', 'application/json')
      request.upload.addEventListener('progress', (event) => {
        if (!event.lengthComputable) return
        bar.value = event.loaded / event.total
        said.textContent = Math.floor(bar.value * 100) + ' %'
      })
      const end = (arrived, text) => {
        bar.remove()
        item.className = arrived ? '' : 'bad'
        said.textContent = text
        done(arrived)
      }
      request.addEventListener('load', () => {
        let told = {}
        try { told = JSON.parse(request.responseText) } catch {}
        if (request.status === 200) end(true, words.arrived)
        else end(false, told.error || words.failed)
      })
      request.addEventListener('error', () => end(false, words.cut))
      const body = new FormData()
      body.append(input.name, file, file.name)
      request.send(body)
    })

  const sendAll = async (files) => {
    if (files.length === 0 || form.dataset.busy === 'yes') return
    form.dataset.busy = 'yes'
    button.disabled = true
    list.replaceChildren()
    let arrived = 0
    for (const file of files) if (await send(file)) arrived += 1
    delete form.dataset.busy
    button.disabled = false
    input.value = ''
    if (arrived < files.length) return
    const there = new URL(location.href)
    there.searchParams.set('done', arrived)
    location.replace(there)
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    sendAll([...input.files])
  }, true)
  for (const name of ['dragenter', 'dragover'])
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      form.classList.add('over')
    })
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) form.classList.remove('over')
  })
  document.addEventListener('drop', (event) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    form.classList.remove('over')
    sendAll([...event.dataTransfer.files])
  })
}
`
