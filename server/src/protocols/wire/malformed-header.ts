/** A request header that is missing where it must not be, or says nothing that can be understood: a 400. */
export class MalformedHeader extends Error {
  readonly header: string
  readonly fault: 'missing' | 'invalid'

  constructor(header: string, fault: 'missing' | 'invalid' = 'invalid') {
    super(`${header} is ${fault}`)
    this.name = 'MalformedHeader'
    this.header = header
    this.fault = fault
  }
}

/** Request headers as Node gives them: names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** The value of a header; where a client repeats one that must not be repeated, the first counts. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' || value === undefined ? value : value[0]
}
