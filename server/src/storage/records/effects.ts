import type { DomainEvent } from '../../vocabulary/domain-event.ts'

/** Those who are told what writes have announced. */
export class Announcements {
  readonly #listeners: ((event: DomainEvent) => void)[] = []

  add(listener: (event: DomainEvent) => void): void {
    this.#listeners.push(listener)
  }

  tell(event: DomainEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

/** What follows a durable write. One that throws cannot unsay the write, nor keep the others from being told. */
export function runEffects(effects: readonly (() => void)[]): void {
  for (const effect of effects)
    try {
      effect()
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : new Error(String(error)))
    }
}
