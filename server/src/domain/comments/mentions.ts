const MENTION = /(?<![\p{L}\p{N}_@.'-])@(?:"([^"\r\n]{1,64})"|([A-Za-z0-9_@.'-]{1,64}))/gu
const MOST = 50

/**
 * The names that a message calls, each once: `@bob`, `@"Marie Durand"`. Nobody looks whether there is somebody of
 * that name: an answer would tell anyone who has an account.
 */
export function mentionsIn(message: string): string[] {
  const names = new Set<string>()
  for (const [, quoted, bare] of message.matchAll(MENTION)) {
    const name = quoted ?? bare?.replace(/[.']+$/, '') ?? ''
    if (name !== '' && names.size < MOST) names.add(name)
  }
  return [...names]
}
