export type Urgency = 'polite' | 'assertive'

/** Milliseconds: what comes quicker is said together. */
const PAUSE = 1_000

interface Speaker {
  readonly element: HTMLElement
  waiting: string[]
  timer: number | undefined
}

const speakers = new Map<Urgency, Speaker>()

function speakerFor(urgency: Urgency): Speaker {
  const known = speakers.get(urgency)
  if (known !== undefined) return known
  const element = document.createElement('div')
  element.setAttribute('aria-live', urgency)
  element.className = 'announcements'
  element.dataset.urgency = urgency
  // Dialogs silence all that is outside of them but this.
  element.dataset.liveAnnouncer = 'true'
  document.body.append(element)
  const made: Speaker = { element, waiting: [], timer: undefined }
  speakers.set(urgency, made)
  return made
}

function speak(speaker: Speaker): void {
  speaker.timer = undefined
  if (speaker.waiting.length === 0) return
  speaker.element.textContent = [...new Set(speaker.waiting)].join(' ')
  speaker.waiting = []
  speaker.timer = window.setTimeout(() => speak(speaker), PAUSE)
}

/** Live regions must stand in the page before the first word is put into them. */
export function prepareAnnouncements(): void {
  speakerFor('polite')
  speakerFor('assertive')
}

/** Says something to whoever listens to the page, at most once a second. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  const speaker = speakerFor(urgency)
  speaker.waiting.push(text)
  speaker.timer ??= window.setTimeout(() => speak(speaker), 50)
}
