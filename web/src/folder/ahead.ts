import { idOf } from '../address/search.ts'
import { client } from '../api/client.ts'
import { path, session } from '../session/session.ts'
import { folderQuery } from './folder-query.ts'

const FOLDER = /^(?:\/(?:files(?:\/(\d+))?\/?)?)?$/

/** Milliseconds. */
const WORTH_WAITING = 100

/**
 * Asks for the folder that the address names before anything is drawn: the line works while the computer does.
 * @returns what ends with the answer, or when one had better draw without it. To draw the list at once takes an old
 * computer half of what it takes to draw the frame first and everything again with the list in it.
 */
export async function askAhead(): Promise<void> {
  const base = path('')
  if (!location.pathname.startsWith(base)) return
  const found = FOLDER.exec(location.pathname.slice(base.length))
  if (found === null) return
  const answer = client.prefetchQuery(folderQuery(idOf(found[1]) ?? session().root))
  await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, WORTH_WAITING))])
}
