import { basic, Client } from '../protocol/client.ts'
import type { Answer } from '../protocol/exchange.ts'
import { differences } from './compare.ts'
import { translated } from './normalise.ts'
import type { Recorded, Scenario } from './scenario.ts'
import { Scene } from './scene.ts'

/** How to sign in as somebody of the recording. */
export interface Keys {
  /** A password for programs. */
  readonly app: string
  /** The person's own password. */
  readonly account: string
}

/**
 * Replays a scenario from top to bottom.
 * @param began when the server was started that it is replayed against, in seconds.
 * @returns every difference, each with its place in the file; empty when all answers are as recorded.
 */
export async function replay(
  scenario: Scenario,
  url: string,
  people: Readonly<Record<string, Keys>>,
  began: number,
): Promise<string[]> {
  const scene = new Scene(url.replace(/\/$/, ''), timesSet(scenario), began)
  const client = new Client(url)
  const out: string[] = []
  for (const recorded of scenario.exchanges) {
    const where = `${scenario.file}:${recorded.line} ${recorded.title}`
    try {
      const answer = await send(client, recorded, scene, people)
      out.push(...differences(recorded, answer, scene).map((fault) => `${where}\n  ${fault}`))
    } catch (fault) {
      out.push(`${where}\n  ${(fault as Error).message}`)
    }
  }
  return out
}

function send(
  client: Client,
  recorded: Recorded,
  scene: Scene,
  people: Readonly<Record<string, Keys>>,
): Promise<Answer> {
  const { method, path, headers, body } = recorded.request
  const fields = headers.map(([name, value]): readonly [string, string] => [
    name,
    name.toLowerCase() === 'authorization'
      ? signedIn(translated(value, scene), people)
      : translated(value, scene),
  ])
  // One byte, one character: bodies that are no text pass through unchanged.
  const sent = Buffer.from(translated(body.toString('latin1'), scene), 'latin1')
  return client.send({
    method,
    path: translated(path, scene),
    headers: fields,
    ...(sent.length > 0 ? { body: body.length < 100_000 ? sent : body } : {}),
  })
}

/** `Basic alice` and `Basic alice (account)` stand for real credentials; `Basic alice:guess` is sent as it is. */
function signedIn(value: string, people: Readonly<Record<string, Keys>>): string {
  const [, user, own] = /^Basic (\w+)( \(account\))?$/.exec(value) ?? []
  const keys = user ? people[user] : undefined
  if (user && keys) return basic({ user, password: own ? keys.account : keys.app })
  const [, guess] = /^Basic (\w+:.*)$/.exec(value) ?? []
  return guess ? `Basic ${Buffer.from(guess).toString('base64')}` : value
}

/** Every time that some request of the scenario sets, in a header, a part of a bulk upload, or a property. */
function timesSet(scenario: Scenario): Set<number> {
  const set = new Set<number>()
  for (const { request } of scenario.exchanges) {
    const said = [
      ...request.headers.map(([name, value]) => `${name}: ${value}`),
      request.body.subarray(0, 100_000).toString('latin1'),
    ]
    for (const text of said)
      for (const [, time] of text.matchAll(
        /(?:X-OC-[MC]Time: |X-File-Mtime: |lastmodified>|creation_time>)(\d+)/gi,
      ))
        set.add(Number(time))
  }
  return set
}
