import { afterEach, expect, test } from 'vitest'
import type { Bus } from './bus.ts'

interface Heard {
  readonly messages: string[]
  gaps: number
  end(): void
}

export function listen(bus: Bus): Heard {
  const heard: Heard = { messages: [], gaps: 0, end: () => {} }
  heard.end = bus.hear({
    message: (message) => heard.messages.push(message),
    gap: () => heard.gaps++,
  })
  return heard
}

/** @param open a bus of the same instance, as one more process has it. */
export function busSuite(open: () => Bus, { reaches }: { reaches: 'process' | 'instance' }): void {
  const opened: Bus[] = []
  const another = (): Bus => {
    const bus = open()
    opened.push(bus)
    return bus
  }
  afterEach(async () => {
    for (const bus of opened.splice(0)) await bus.close()
  })

  test('everybody in the process hears at once, in order, the sender too', async () => {
    const bus = another()
    const [one, two] = [listen(bus), listen(bus)]
    for (const message of ['first', 'second', 'a b  c', '{"é":"✓"}']) bus.send(message)
    expect(one.messages).toEqual(['first', 'second', 'a b  c', '{"é":"✓"}'])
    expect(two.messages).toEqual(one.messages)
  })

  test('whoever has ended hears no more', async () => {
    const bus = another()
    const heard = listen(bus)
    heard.end()
    bus.send('late')
    expect(heard.messages).toEqual([])
  })

  if (reaches === 'instance')
    test('every other process hears, once, in order', async () => {
      const [here, there] = [another(), another()]
      const [near, far] = [listen(here), listen(there)]
      await expect.poll(() => near.gaps * far.gaps, { timeout: 15_000 }).toBeGreaterThan(0)
      const sent = Array.from({ length: 200 }, (_, i) => `message ${i}`)
      for (const message of sent) here.send(message)
      await expect.poll(() => far.messages.length, { timeout: 15_000 }).toBe(200)
      expect(far.messages).toEqual(sent)
      expect(near.messages).toEqual(sent)
    })

  test('a bus that only speaks ends, and what it said has left', async () => {
    const listener = another()
    const heard = listen(listener)
    const speaker = reaches === 'instance' ? another() : listener
    if (reaches === 'instance') await expect.poll(() => heard.gaps, { timeout: 15_000 }).toBeGreaterThan(0)
    speaker.send('last words')
    await speaker.close()
    await expect.poll(() => heard.messages, { timeout: 15_000 }).toEqual(['last words'])
  })
}
