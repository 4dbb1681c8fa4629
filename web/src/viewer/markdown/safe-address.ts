const SAFE = new Set(['http:', 'https:', 'mailto:'])

/** Where a link of a document may lead: to the web or to a letter, and nowhere into this app. */
export function safeAddress(written: string): string | undefined {
  try {
    const { protocol, href } = new URL(written)
    return SAFE.has(protocol) ? href : undefined
  } catch {
    return undefined
  }
}
