import { Redis } from 'ioredis'
import { randomText } from '../../vocabulary/random-text.ts'
import { type Bus, type Hearer, Hearers } from './bus.ts'

export interface RedisBusOptions {
  /** `redis://…` or `rediss://…` */
  readonly url: string
  /** Shared by the processes of one instance, and by nobody else. */
  readonly channel: string
  /** Told when the line is lost and when it is back. */
  onLine?(up: boolean): void
}

/** Milliseconds. With these a Redis that comes back is in use again within five seconds. */
const PATIENCE = {
  connect: 2_000,
  answer: 3_000,
  longestPause: 1_000,
  beat: 1_000,
  silence: 4_000,
  end: 1_000,
}

type Kind = 'said' | 'beat' | 'gap'

/**
 * For an instance of several processes. What this process says reaches its own hearers without Redis. Each process
 * hears its own heartbeat by way of Redis, or else takes the line for dead, however open it looks.
 */
export class RedisBus implements Bus {
  readonly #options: RedisBusOptions
  readonly #hearers = new Hearers()
  readonly #self = randomText(12)
  #speaking: Redis | undefined
  #listening: Redis | undefined
  #beating: NodeJS.Timeout | undefined
  #heardAt = 0
  /** Undefined until something is known. */
  #up: boolean | undefined
  #closed = false
  /** Something could not be said: whoever listens elsewhere has a gap, too. */
  #lost = false

  constructor(options: RedisBusOptions) {
    this.#options = options
  }

  send(message: string): void {
    this.#hearers.message(message)
    this.#say('said', message)
  }

  hear(hearer: Hearer): () => void {
    this.#listen()
    return this.#hearers.add(hearer)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#beating)
    const goodbye = this.#speaking?.quit().catch(() => {})
    if (goodbye !== undefined) {
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, PATIENCE.end)
      await Promise.race([goodbye, late.promise])
      clearTimeout(timer)
    }
    this.#speaking?.disconnect()
    this.#listening?.disconnect()
  }

  #say(kind: Kind, message = ''): void {
    if (this.#closed) return
    this.#speaking ??= this.#speak()
    this.#speaking.publish(this.#options.channel, `${this.#self} ${kind} ${message}`).catch(() => {
      if (kind !== 'beat') this.#lost = true
    })
  }

  #speak(): Redis {
    const redis = this.#connect()
    redis.on('ready', () => {
      if (!this.#lost) return
      this.#lost = false
      this.#say('gap')
    })
    return redis
  }

  #listen(): void {
    if (this.#listening !== undefined) return
    const redis = this.#connect()
    this.#listening = redis
    redis.on('ready', () => {
      redis.subscribe(this.#options.channel).then(
        () => this.#lineIs(true),
        () => redis.disconnect(true),
      )
    })
    redis.on('close', () => this.#lineIs(false))
    redis.on('message', (_channel: string, text: string) => this.#heard(text))
    this.#beating = setInterval(() => this.#beat(), PATIENCE.beat)
    this.#beating.unref()
  }

  #connect(): Redis {
    const redis = new Redis(this.#options.url, {
      connectTimeout: PATIENCE.connect,
      commandTimeout: PATIENCE.answer,
      maxRetriesPerRequest: 1,
      autoResubscribe: false,
      retryStrategy: (times) => Math.min(50 * 2 ** times, PATIENCE.longestPause),
    })
    // Told by `close`; unheard, it would be printed for every attempt.
    redis.on('error', () => {})
    return redis
  }

  #heard(text: string): void {
    const [from = '', kind = ''] = text.split(' ', 2)
    if (from === this.#self) {
      if (kind === 'beat') this.#heardAt = performance.now()
    } else if (kind === 'gap') this.#hearers.gap()
    else if (kind === 'said') this.#hearers.message(text.slice(from.length + kind.length + 2))
  }

  #beat(): void {
    this.#say('beat')
    if (this.#up !== true || performance.now() - this.#heardAt < PATIENCE.silence) return
    this.#speaking?.disconnect(true)
    this.#listening?.disconnect(true)
  }

  #lineIs(up: boolean): void {
    if (up) {
      this.#heardAt = performance.now()
      this.#hearers.gap()
    }
    if (up === this.#up || this.#closed) return
    this.#up = up
    this.#options.onLine?.(up)
  }
}
