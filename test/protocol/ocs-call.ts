import type { AcceptedAnswer, Client } from './client.ts'

export interface OcsResult {
  readonly status: number
  readonly code: number
  readonly message: string
  // biome-ignore lint/suspicious/noExplicitAny: what a route answers is what its test is about.
  readonly data: any
  readonly answer: AcceptedAnswer
}

/** Asks the OCS API, version 2, in JSON, as the desktop does. */
export async function ocsCall(
  client: Client,
  method: string,
  path: string,
  json?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<OcsResult> {
  const answer = await client.send({
    method,
    path: `/ocs/v2.php${path}${path.includes('?') ? '&' : '?'}format=json`,
    headers: {
      'OCS-APIRequest': 'true',
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  const empty = answer.body.length === 0
  const { meta, data } = empty
    ? { meta: { statuscode: answer.status, message: '' }, data: null }
    : (answer.json() as { ocs: { meta: { statuscode: number; message: string }; data: unknown } }).ocs
  return { status: answer.status, code: meta.statuscode, message: meta.message, data, answer }
}
