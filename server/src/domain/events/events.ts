import type { Bus } from '../../storage/bus/bus.ts'
import type { Records } from '../../storage/records/records.ts'
import type { DomainEvent } from '../../vocabulary/domain-event.ts'
import { Gathering } from './gathering.ts'
import { decode, encode, type Publication } from './publication.ts'

export interface EventListener {
  published(publication: Publication): void
  /** Something may have been missed. */
  gap(): void
}

/** What happens in all processes of the instance, told to whoever listens in this one. */
export interface Events {
  /** For what no write announces; what a write does is announced by its `Writer`. */
  publish(event: DomainEvent): void
  /** @returns what ends it. */
  subscribe(listener: EventListener): () => void
  /** Sends what is gathered. */
  close(): void
}

/** Milliseconds between two messages of a process, however much happens. */
const MOMENT = 100
/** Milliseconds between two looks whether the command line has written beside this process. */
const LOOK = 1_000

export function openEvents(records: Records, bus: Bus): Events {
  let gathering: Gathering | undefined
  let timer: NodeJS.Timeout | undefined
  let sent = Number.NEGATIVE_INFINITY
  function send(): void {
    clearTimeout(timer)
    const publication = gathering
    gathering = undefined
    sent = performance.now()
    if (publication !== undefined) bus.send(encode(publication))
  }
  function publish(event: DomainEvent): void {
    if (gathering === undefined) {
      gathering = new Gathering()
      timer = setTimeout(send, Math.max(0, sent + MOMENT - performance.now()))
    }
    gathering.add(event)
    if (gathering.isFull()) send()
  }
  records.onAnnounced(publish)
  return { publish, subscribe: (listener) => subscribe(records, bus, listener), close: send }
}

function subscribe(records: Records, bus: Bus, listener: EventListener): () => void {
  const end = bus.hear({
    message(message) {
      const publication = decode(message)
      if (publication === undefined) listener.gap()
      else listener.published(publication)
    },
    gap: () => listener.gap(),
  })
  records.writtenBeside()
  const looking = setInterval(() => {
    if (records.writtenBeside()) listener.gap()
  }, LOOK)
  looking.unref()
  return () => {
    clearInterval(looking)
    end()
  }
}
