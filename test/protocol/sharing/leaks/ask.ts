/** One request, without credentials. */
export interface Ask {
  readonly method: string
  /** Encoded. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Answered {
  readonly status: number
  /** Everything that came, headers first, byte by byte. */
  readonly all: Buffer
}

/** @param credentials headers that say who asks. */
export async function send(
  url: string,
  { method, path, headers, body }: Ask,
  credentials: Readonly<Record<string, string>>,
): Promise<Answered> {
  const answer = await fetch(url + path, {
    method,
    headers: { ...credentials, ...headers },
    redirect: 'manual',
    ...(body === undefined || method === 'GET' || method === 'HEAD' ? {} : { body }),
  })
  const told = [...answer.headers].map(([name, value]) => `${name}: ${decoded(value)}`).join('\n')
  const text = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, all: Buffer.concat([Buffer.from(`${told}\n\n`), text]) }
}

const decoded = (value: string): string => {
  try {
    return `${value} ${decodeURIComponent(value)}`
  } catch {
    return value
  }
}

/** Which of the signs an answer tells that were not in the question. */
export function told(ask: Ask, { all }: Answered, signs: readonly string[]): string[] {
  const question = decoded([ask.path, ...Object.values(ask.headers ?? {}), ask.body ?? ''].join('\n'))
  return signs.filter(
    (sign) => !question.includes(sign) && (all.includes(sign) || all.includes(encodeURIComponent(sign))),
  )
}
