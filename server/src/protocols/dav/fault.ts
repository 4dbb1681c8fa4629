/** A request that cannot be what it says it is: told at the wire, before any rule of the product is asked. */
export class DavFault extends Error {
  readonly status: number
  readonly exception: string
  /** Key of the sentence below `refusals` in the catalogues. */
  readonly reason: string
  readonly facts: Readonly<Record<string, string | number>>
  /** The header whose condition failed. */
  readonly header: string | undefined
  /** Further children of the error, as XML. */
  readonly conditions: readonly string[]
  /** Headers that go along with the error. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    exception: string,
    reason: string,
    more: {
      facts?: Readonly<Record<string, string | number>>
      header?: string
      conditions?: readonly string[]
      headers?: Readonly<Record<string, string>>
    } = {},
  ) {
    super(`${status} ${reason}`)
    this.name = 'DavFault'
    this.status = status
    this.exception = exception
    this.reason = reason
    this.facts = more.facts ?? {}
    this.header = more.header
    this.conditions = more.conditions ?? []
    this.headers = more.headers ?? {}
  }
}

export const SABRE = 'Sabre\\DAV\\Exception\\'
export const CONNECTOR = 'OCA\\DAV\\Connector\\Sabre\\Exception\\'

export const badRequest = (reason: string, facts: Readonly<Record<string, string | number>> = {}): DavFault =>
  new DavFault(400, `${SABRE}BadRequest`, reason, { facts })

export const forbidden = (reason: string, facts: Readonly<Record<string, string | number>> = {}): DavFault =>
  new DavFault(403, `${SABRE}Forbidden`, reason, { facts })

export const notFound = (reason: string, facts: Readonly<Record<string, string | number>> = {}): DavFault =>
  new DavFault(404, `${SABRE}NotFound`, reason, { facts })

/** A method that an address does not know (webdav.md §4.2). */
export const methodUnknown = (method: string): DavFault =>
  new DavFault(501, `${SABRE}NotImplemented`, 'method-unknown', { facts: { method } })
