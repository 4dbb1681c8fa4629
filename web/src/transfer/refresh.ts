import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import type { Transfers } from './transfers.ts'

/** Milliseconds between two looks at what the server shows, while files arrive. */
const PAUSE = 1_000

/** What one looks at follows what arrives: the folders, and the space that is used. */
export function refreshWhileArriving(transfers: Transfers): void {
  let waits = false
  const look = (): void => {
    waits = false
    // Those that nobody looks at are only marked; below the folder of a deposit there may be others.
    for (const queryKey of [keys.folders, keys.space, keys.recent])
      void client.invalidateQueries({ queryKey })
  }
  transfers.onEvent(({ kind }) => {
    if (waits || (kind !== 'arrived' && kind !== 'checked')) return
    waits = true
    setTimeout(look, PAUSE)
  })
}
