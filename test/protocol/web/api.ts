import type { TSchema } from '@nuage/contract/schema'
import { Compile } from '@nuage/contract/schema'
import { Problem } from '../../../contract/src/api/index.ts'
import { findSession } from '../../../server/src/domain/accounts/sessions/find.ts'
import { openSession } from '../../../server/src/domain/accounts/sessions/open.ts'
import { csrfToken } from '../../../server/src/domain/accounts/sessions/session.ts'
import type { Route } from '../../../server/src/protocols/web/route.ts'
import { ROUTES } from '../../../server/src/protocols/web/routes.ts'
import type { TestHouse } from '../../house.ts'
import type { AcceptedAnswer, Client } from '../client.ts'

export interface ApiAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: what a route answers is what its test is about.
  readonly body: any
  readonly answer: AcceptedAnswer
}

/** Somebody who speaks to the API, by whatever proves who they are. */
export interface Speaker {
  call(
    method: string,
    path: string,
    json?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ApiAnswer>
}

/** With the client's own credentials, or none. */
export const speaker = (client: Client, proof: Readonly<Record<string, string>> = {}): Speaker => ({
  async call(method, path, json, headers = {}) {
    const answer = await client.send({
      method,
      path: `/api/v1${path}`,
      headers: {
        ...proof,
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: typeof json === 'string' ? json : JSON.stringify(json) }),
    })
    return { status: answer.status, body: checked(method, path, answer), answer }
  },
})

/** Somebody in a browser in which they are signed in: with a cookie, and the token of its pages. */
export async function browserOf({ domain, stranger }: TestHouse, person: string): Promise<Speaker> {
  return speaker(stranger, await proofOf(domain, person))
}

export async function proofOf(
  domain: TestHouse['domain'],
  person: string,
): Promise<{ Cookie: string; requesttoken: string }> {
  const token = await openSession(domain, {
    state: 'signed-in',
    person,
    place: '127.0.0.1',
    client: 'Firefox',
  })
  const session = (await findSession(domain, token, '127.0.0.1'))!
  return { Cookie: `nuage-session=${token}`, requesttoken: csrfToken(domain, session) }
}

const checkers = new Map<TSchema, ReturnType<typeof Compile>>()

/** Every answer of every test is what the description of the API says. */
function checked(method: string, path: string, answer: AcceptedAnswer): unknown {
  if (answer.body.length === 0) return undefined
  const body = answer.json()
  if (answer.status >= 400) requireShape(Problem, body, `${method} ${path}`)
  const route = routeOf(method, path)
  if (answer.status < 300 && route?.answer !== undefined) {
    requireShape(route.answer, body, `${method} ${path}`)
    if (answer.status !== route.status) throw new Error(`${method} ${path} answered ${answer.status}`)
  }
  return body
}

const routeOf = (method: string, path: string): Route | undefined => {
  const plain = path.split('?')[0]!
  const fits = (route: Route) => new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(plain)
  const found = ROUTES.filter((route) => route.method === method && fits(route))
  return found.find((route) => route.path === plain) ?? found[0]
}

function requireShape(schema: TSchema, value: unknown, what: string): void {
  let checker = checkers.get(schema)
  if (checker === undefined) {
    checker = Compile(schema)
    checkers.set(schema, checker)
  }
  if (!checker.Check(value))
    throw new Error(
      `${what}: ${JSON.stringify(checker.Errors(value).slice(0, 3))} in ${JSON.stringify(value)}`,
    )
}
