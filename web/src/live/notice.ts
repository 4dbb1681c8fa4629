/** What the server tells: that files changed, which ones if it knows, or that there is something else to read. */
export type Notice =
  | { readonly about: 'files'; readonly ids?: readonly number[] }
  | { readonly about: 'activity' }
  | { readonly about: 'notifications' }

const NAMED = 'notify_file_id '

/** @returns undefined for whatever this app knows nothing of. */
export function readNotice(frame: string): Notice | undefined {
  if (frame === 'notify_file') return { about: 'files' }
  if (frame === 'notify_activity') return { about: 'activity' }
  if (frame === 'notify_notification') return { about: 'notifications' }
  if (!frame.startsWith(NAMED)) return undefined
  return { about: 'files', ids: idsIn(frame.slice(NAMED.length)) }
}

/** Names nobody can read are as good as none: then anything may have changed. */
function idsIn(text: string): readonly number[] | undefined {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) && list.every((id) => Number.isSafeInteger(id)) ? list : undefined
  } catch {
    return undefined
  }
}
