/** The columns of a `Mount`. */
export const MOUNT = 'id, person, parent, name, node, space'

/** Where it is seen, if anything is to be seen. */
export const SHOWN = 0
/** The recipient did not want it, and can have it back. */
export const LEFT = 1
/** The recipient has yet to say yes. */
export const PENDING = 2
