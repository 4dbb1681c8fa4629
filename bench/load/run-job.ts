import { setTimeout as sleep } from 'node:timers/promises'
import { bodyLength, Connection, type Request } from './connection.ts'
import type { Ask, Body, Expectation, Job, Outcome, PatternPart } from './job.ts'
import { judgeAnswer } from './judge.ts'

const MOST_FAILURES = 5

interface Single {
  readonly request: Request
  readonly expect: Expectation
  readonly name: string
}

function* singles(job: Job): Generator<Single> {
  for (const ask of job.asks) {
    const from = ask.from ?? 0
    for (let i = from; i < from + (ask.repeat ?? 1); i++) yield single(job, ask, i)
  }
}

function single(job: Job, ask: Ask, i: number): Single {
  const number = (text: string) => text.replaceAll('{i}', String(i))
  const counted = ask.repeat !== undefined
  const pattern = (part: PatternPart) => (counted ? { ...part, seed: part.seed + i } : part)
  const { body, expect } = ask
  const own: Body | undefined =
    body !== undefined && 'pattern' in body
      ? {
          pattern: pattern(body.pattern),
          before: number(body.before ?? ''),
          after: number(body.after ?? ''),
        }
      : body
  const lines = [`${ask.method} ${number(ask.path)} HTTP/1.1`, `Host: 127.0.0.1:${job.port}`]
  for (const [name, value] of Object.entries({ ...job.headers, ...ask.headers }))
    lines.push(`${name}: ${number(value)}`)
  if (own !== undefined) lines.push(`Content-Length: ${bodyLength(own)}`)
  return {
    request: { head: `${lines.join('\r\n')}\r\n\r\n`, ...(own === undefined ? {} : { body: own }) },
    expect: expect.pattern === undefined ? expect : { ...expect, pattern: pattern(expect.pattern) },
    name: `${ask.method} ${number(ask.path)}`,
  }
}

/** @param stopped no further request is started once it says so */
export async function runJob(job: Job, stopped: () => boolean): Promise<Outcome> {
  const queue = singles(job)
  const waits: number[] = []
  const failures: string[] = []
  let bytes = 0
  const connections = Array.from({ length: job.concurrency }, () => new Connection(job.port))
  const limit = setTimeout(
    () => {
      failures.push('no answer in time')
      for (const connection of connections) connection.close()
    },
    (job.limitSeconds ?? 120) * 1000,
  )
  const started = performance.now()
  const work = async (connection: Connection) => {
    for (const { request, expect, name } of queue) {
      const judge = judgeAnswer(expect)
      const begun = performance.now()
      try {
        const status = await connection.ask(request, judge.sink)
        waits.push(performance.now() - begun)
        const wrong = judge.verdict(status)
        if (wrong !== undefined) failures.push(`${name}: ${wrong}`)
      } catch (error) {
        failures.push(`${name}: ${(error as Error).message}`)
      }
      bytes += judge.bytes() + (request.body === undefined ? 0 : bodyLength(request.body))
      if (stopped() || failures.length >= MOST_FAILURES) return
      if (job.every !== undefined) await sleep(Math.max(0, begun + job.every - performance.now()))
    }
  }
  await Promise.all(connections.map(work))
  const seconds = (performance.now() - started) / 1000
  clearTimeout(limit)
  for (const connection of connections) connection.close()
  return { seconds, bytes, waits, failures }
}
