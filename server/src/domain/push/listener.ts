import type { NodeId } from '../../vocabulary/ids.ts'

export type Topic = 'files' | 'activities' | 'notifications'

/** What listeners are told of. Clients stop asking for what stands here: only what is announced whenever it changes. */
export const PUSHED: readonly Topic[] = ['files', 'activities', 'notifications']

/** A connection over which somebody wants to hear of changes. */
export interface Listener {
  /**
   * Something has changed: ask again.
   * @param nodes for files: which, with the folders above them that the listener may see; undefined when not known.
   */
  tell(topic: Topic, nodes?: readonly NodeId[]): void
  /** Whatever let the listener in would do so no more. */
  end(): void
}
