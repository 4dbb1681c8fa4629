/**
 * Sends the files of a collection box in pieces, sent to browsers as it stands; without it the form does the same in
 * one go. A piece that was lost is sent again, also after the page was opened anew: what is remembered for that are
 * the lengths of the files and the number of the deposit, and no name.
 */
export const box = `
for (const form of document.querySelectorAll('form[data-box]')) {
  const { words, begin, finish, uploads } = JSON.parse(form.dataset.box)
  const input = form.elements.files
  const list = form.querySelector('[data-going]')
  const told = form.querySelector('[data-told]')
  const submit = form.querySelector('button[type=submit]')
  const PIECE = 4 * 1024 * 1024
  const KEPT = 'nuage-box ' + form.getAttribute('action').split('?')[0]
  const DAY = 20 * 3600 * 1000
  let busy = false

  const fill = (text, facts) => text.replace(/\\{(\\w+)\\}/g, (_, name) => facts[name])
  const say = (text) => {
    if (told.textContent !== text) told.textContent = text
  }
  const wait = (time) =>
    new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer)
        removeEventListener('online', go)
        resolve()
      }
      const timer = setTimeout(go, time)
      addEventListener('online', go)
    })
  const pathOf = (file) => file.webkitRelativePath || file.name
  const printOf = (files) => files.map((file) => file.size + '/' + file.lastModified).join(' ')

  const recall = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT))
      return kept !== null && Date.now() - kept.at < DAY ? kept : undefined
    } catch {}
  }
  const keep = (kept) => {
    try {
      if (kept === undefined) localStorage.removeItem(KEPT)
      else localStorage.setItem(KEPT, JSON.stringify(kept))
    } catch {}
  }

  class Refused extends Error {}

  const ask = (method, url, { headers = {}, body, progress }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(method, url)
      request.setRequestHeader('X-Requested-With', 'XMLHttpRequest')
      for (const name in headers) request.setRequestHeader(name, headers[name])
      if (progress) request.upload.onprogress = ({ loaded }) => progress(loaded)
      request.onload = () => resolve(request)
      request.onerror = request.onabort = request.ontimeout = () => reject(new Error('line'))
      request.send(body)
    })

  const RETRY = [0, 408, 423, 425, 429, 500, 502, 503, 504]
  async function insist(method, url, options, fine) {
    for (let tries = 0; ; tries++) {
      const answer = await ask(method, url, options).catch(() => undefined)
      if (answer !== undefined && fine.includes(answer.status)) return answer
      if (answer !== undefined && !RETRY.includes(answer.status)) throw new Refused(reasonOf(answer))
      say(words.cut)
      await wait(Math.min(1000 * 2 ** tries, 15000))
    }
  }

  function reasonOf(answer) {
    try {
      return JSON.parse(answer.responseText).message
    } catch {}
    const message = /<s:message>([^<]*)</.exec(answer.responseText)
    return message === null || message[1] === '' ? words.failed : message[1]
  }

  const json = { 'Content-Type': 'application/json' }

  async function ticketFor(name, files) {
    const print = printOf(files)
    const kept = recall()
    if (kept !== undefined && kept.print === print) return kept
    const body = JSON.stringify({ name, files: files.map((file) => ({ path: pathOf(file), size: file.size })) })
    const answer = await insist('POST', begin, { headers: json, body }, [201])
    const { ticket, uploads } = JSON.parse(answer.responseText)
    const fresh = { at: Date.now(), print, ticket, uploads }
    keep(fresh)
    return fresh
  }

  /** The pieces that have come already, by name. */
  async function piecesOf(address) {
    const body = '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:getcontentlength/></d:prop></d:propfind>'
    const answer = await insist('PROPFIND', address + '/', { headers: { Depth: '1' }, body }, [207])
    const found = new Map()
    const lines = new DOMParser().parseFromString(answer.responseText, 'application/xml').getElementsByTagNameNS('DAV:', 'response')
    for (const line of lines) {
      const href = line.getElementsByTagNameNS('DAV:', 'href')[0].textContent
      const length = line.getElementsByTagNameNS('DAV:', 'getcontentlength')[0]
      if (length) found.set(href.split('/').pop(), Number(length.textContent))
    }
    return found
  }

  async function sendFile(file, address, progress) {
    const made = await insist('MKCOL', address, { headers: { 'OC-Total-Length': String(file.size) } }, [201, 405])
    const there = made.status === 405 ? await piecesOf(address) : new Map()
    for (let at = 0, number = 1; at < file.size; at += PIECE, number++) {
      const piece = file.slice(at, at + PIECE)
      const name = String(number).padStart(5, '0')
      if (there.get(name) !== piece.size) {
        const headers = { 'OC-Total-Length': String(file.size), 'Content-Type': 'application/octet-stream' }
        await insist('PUT', address + '/' + name, { headers, body: piece, progress: (sent) => progress(at + sent) }, [201, 204])
      }
      progress(Math.min(at + PIECE, file.size))
    }
    progress(file.size)
  }

  function lineOf(file) {
    const line = document.createElement('li')
    const name = document.createElement('strong')
    const state = document.createElement('span')
    const bar = document.createElement('progress')
    name.textContent = file.name
    state.textContent = words.waiting
    bar.max = Math.max(file.size, 1)
    bar.value = 0
    bar.setAttribute('aria-label', file.name)
    line.append(name, state, bar)
    list.append(line)
    return { bar, state }
  }

  async function hand(name, files) {
    const lines = files.map(lineOf)
    const total = files.reduce((sum, file) => sum + file.size, 0)
    let before = 0
    let last = -1
    const progress = (sent) => {
      const percent = total === 0 ? 100 : Math.floor(((before + sent) / total) * 100)
      document.title = percent + ' % – ' + title
      // Read out now and then, not with every piece.
      if (Math.floor(percent / 10) > last) {
        last = Math.floor(percent / 10)
        say(fill(words.sending, { percent }))
      }
    }
    const kept = await ticketFor(name, files)
    for (const [i, file] of files.entries()) {
      const { bar, state } = lines[i]
      await sendFile(file, uploads + '/' + kept.uploads[i], (sent) => {
        bar.value = sent
        state.textContent = Math.floor((sent / Math.max(file.size, 1)) * 100) + ' %'
        progress(sent)
      })
      before += file.size
      bar.remove()
      state.textContent = words.arrived
    }
    say(words.finishing)
    const said = files.map((file) => ({ path: pathOf(file), size: file.size }))
    const body = JSON.stringify({ ticket: kept.ticket, name, files: said })
    const answer = await insist('POST', finish, { headers: json, body }, [200])
    keep(undefined)
    return JSON.parse(answer.responseText).receipt
  }

  const title = document.title
  const warn = (event) => event.preventDefault()

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (busy) return
    busy = true
    for (const old of form.querySelectorAll('.notice')) old.remove()
    list.replaceChildren()
    list.hidden = false
    submit.disabled = input.disabled = true
    addEventListener('beforeunload', warn)
    try {
      const receipt = await hand(form.elements.name.value, [...input.files])
      removeEventListener('beforeunload', warn)
      location.assign(receipt)
    } catch (error) {
      removeEventListener('beforeunload', warn)
      keep(undefined)
      list.hidden = true
      submit.disabled = input.disabled = false
      say('')
      document.title = title
      const notice = document.createElement('div')
      notice.className = 'notice loss'
      notice.setAttribute('role', 'alert')
      notice.textContent = error instanceof Refused ? error.message : words.failed
      submit.before(notice)
      delete form.dataset.sent
      busy = false
    }
  })

  form.addEventListener('dragover', (event) => {
    event.preventDefault()
    form.classList.add('over')
  })
  form.addEventListener('dragleave', (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove('over')
  })
  form.addEventListener('drop', (event) => {
    event.preventDefault()
    form.classList.remove('over')
    if (!busy && event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files
  })
  if (recall() !== undefined) say(words.resume)
}
`
