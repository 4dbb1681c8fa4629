/** A server that takes part. */
export interface Contender {
  readonly name: string
  /** Processes whose trees are the server. */
  readonly roots: readonly number[]
  readonly port: number
  /** Path in front of the files, without a slash at its end. */
  readonly base: string
  /** Sent with every request: who asks. */
  readonly headers: Readonly<Record<string, string>>
  /** Where its files lie as plain files, for peers of which fixtures are laid without asking them. */
  readonly folder?: string
  stop(): Promise<void>
}

/** The one account that every peer knows, too. */
export const USER = 'bench'

export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
