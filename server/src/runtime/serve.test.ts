import { EventEmitter, once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { serve } from './serve.ts'

function life() {
  const signals = new EventEmitter()
  const printed: string[] = []
  const forced: number[] = []
  return {
    signals,
    printed,
    forced,
    print: (line: string) => printed.push(line),
    force: (code: number) => forced.push(code),
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const settled = () => new Promise((resolve) => setImmediate(resolve))

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('says where it is, and closes once at %s', async (signal) => {
  const around = life()
  const close = vi.fn(async () => {})
  const ended = serve({ listen: async () => 'http://127.0.0.1:8080', close }, around)
  await settled()
  expect(around.printed).toEqual(['Nuage is ready at http://127.0.0.1:8080'])
  expect(close).not.toHaveBeenCalled()
  around.signals.emit(signal)
  around.signals.emit('SIGINT')
  expect(await ended).toBe(0)
  expect(close).toHaveBeenCalledTimes(1)
  expect(around.forced).toEqual([])
  expect(around.signals.listenerCount(signal)).toBe(0)
})

test('on a first start it says where the first administrator is made', async () => {
  const around = life()
  const listen = async () => 'http://127.0.0.1:8080/'
  const ended = serve({ listen, firstSteps: async () => '/setup/x', close: async () => {} }, around)
  await settled()
  expect(around.printed).toEqual([
    'Nuage is ready at http://127.0.0.1:8080',
    'Make the first administrator at http://127.0.0.1:8080/setup/x',
  ])
  around.signals.emit('SIGTERM')
  await ended
})

test('a second wish does not wait for the end', async () => {
  const around = life()
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const ended = serve({ listen: async () => 'http://here', close: () => closed }, around)
  await settled()
  around.signals.emit('SIGINT')
  vi.advanceTimersByTime(400)
  around.signals.emit('SIGINT')
  expect(around.forced).toEqual([])
  vi.advanceTimersByTime(1_000)
  around.signals.emit('SIGINT')
  expect(around.forced).toEqual([1])
  resolve()
  await ended
})

test('a signal while it opens is not lost', async () => {
  const around = life()
  const { promise: listening, resolve } = Promise.withResolvers<string>()
  const close = vi.fn(async () => {})
  const ended = serve({ listen: () => listening, close }, around)
  around.signals.emit('SIGTERM')
  resolve('http://here')
  expect(await ended).toBe(0)
  expect(close).toHaveBeenCalledTimes(1)
})

test('what was opened is closed when listening fails', async () => {
  const around = life()
  const close = vi.fn(async () => {})
  const taken = async () => {
    throw new Error('the address is taken')
  }
  await expect(serve({ listen: taken, close }, around)).rejects.toThrow('taken')
  expect(close).toHaveBeenCalledTimes(1)
  expect(around.printed).toEqual([])
})

test('a taken address is said in words', async () => {
  const [one, two] = [createServer(), createServer()]
  one.listen(0, '127.0.0.1')
  await once(one, 'listening')
  const { port } = one.address() as AddressInfo
  const listen = async () => {
    two.listen(port, '127.0.0.1')
    await once(two, 'listening')
    return 'http://here'
  }
  await expect(serve({ listen, close: async () => {} }, life())).rejects.toThrow(
    `cannot listen on 127.0.0.1, port ${port}: another program listens there already`,
  )
  one.close()
})
