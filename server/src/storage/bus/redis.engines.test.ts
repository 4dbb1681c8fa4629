import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../../../test/rigs/daemon.ts'
import { type RedisRig, startRedis } from '../../../../test/rigs/redis.ts'
import { withTools } from '../../../../test/rigs/with-tools.ts'
import { busSuite, listen } from './bus.suite.ts'
import { RedisBus } from './redis.ts'

withTools('redis', 'the bus by way of Redis', () => {
  let redis: RedisRig
  const instances = 0
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis?.stop())

  const open = (channel: string, onLine?: (up: boolean) => void) =>
    new RedisBus({ url: redis.address, channel, ...(onLine === undefined ? {} : { onLine }) })

  busSuite(() => open(`instance ${instances}`), { reaches: 'instance' })

  test('two instances on one Redis do not hear each other', async () => {
    const [one, other] = [open('one'), open('other')]
    const [near, far] = [listen(one), listen(other)]
    await expect.poll(() => near.gaps * far.gaps, { timeout: 15_000 }).toBeGreaterThan(0)
    one.send('for one')
    other.send('for the other')
    const third = open('other')
    third.send('for the other, too')
    await expect.poll(() => far.messages.length, { timeout: 15_000 }).toBe(2)
    expect(near.messages).toEqual(['for one'])
    for (const bus of [one, other, third]) await bus.close()
  })

  test('killed: neighbours in the process go on hearing; back: everybody knows of the gap and hears again', async () => {
    const line: string[] = []
    const here = open('gap', (up) => line.push(up ? 'up' : 'down'))
    const there = open('gap')
    const [near, far] = [listen(here), listen(there)]
    await expect.poll(() => near.gaps * far.gaps, { timeout: 15_000 }).toBeGreaterThan(0)
    await redis.kill()
    here.send('while it is gone')
    expect(near.messages).toEqual(['while it is gone'])
    await expect.poll(() => line, { timeout: 15_000 }).toEqual(['up', 'down'])
    const before = { near: near.gaps, far: far.gaps }
    await redis.resume()
    await expect.poll(() => near.gaps, { timeout: 30_000 }).toBeGreaterThan(before.near)
    await expect.poll(() => far.gaps, { timeout: 30_000 }).toBeGreaterThan(before.far)
    expect(line).toEqual(['up', 'down', 'up'])
    here.send('again')
    await expect.poll(() => far.messages.at(-1), { timeout: 15_000 }).toBe('again')
    for (const bus of [here, there]) await bus.close()
  })

  test('a line that hangs without a word is given up and taken up again', async () => {
    const line: string[] = []
    const here = open('hang', (up) => line.push(up ? 'up' : 'down'))
    const heard = listen(here)
    await expect.poll(() => heard.gaps, { timeout: 15_000 }).toBe(1)
    redis.freeze()
    const sent = performance.now()
    for (let i = 0; i < 1_000; i++) here.send(`message ${i}`)
    expect(heard.messages).toHaveLength(1_000)
    expect(performance.now() - sent).toBeLessThan(1_000)
    await expect.poll(() => line, { timeout: 30_000 }).toEqual(['up', 'down'])
    redis.thaw()
    await expect.poll(() => line, { timeout: 30_000 }).toEqual(['up', 'down', 'up'])
    const there = open('hang')
    const far = listen(there)
    await expect.poll(() => far.gaps, { timeout: 30_000 }).toBeGreaterThan(0)
    await expect
      .poll(
        () => {
          here.send('still here')
          return far.messages.includes('still here')
        },
        { timeout: 30_000, interval: 200 },
      )
      .toBe(true)
    for (const bus of [here, there]) await bus.close()
  })

  test('where nobody answers, that is told once, neighbours hear, and the end is soon', async () => {
    const line: string[] = []
    const bus = new RedisBus({
      url: `redis://127.0.0.1:${await freePort()}`,
      channel: 'nobody',
      onLine: (up) => line.push(up ? 'up' : 'down'),
    })
    const heard = listen(bus)
    bus.send('into the void')
    expect(heard.messages).toEqual(['into the void'])
    await expect.poll(() => line, { timeout: 15_000 }).toEqual(['down'])
    const began = performance.now()
    await bus.close()
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})
