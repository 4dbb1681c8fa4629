/** Milliseconds within which a client says who it is. */
export const AUTHENTICATION = 15_000
/**
 * Milliseconds between two looks at a client: one that was silent throughout is asked whether it is there, and one
 * that has not answered by the next is gone. Twice this is below the minute after which proxies cut silent lines.
 */
export const SILENCE = 25_000
/** Bytes of a frame: names and passwords are no longer in a Basic header. */
export const FRAME = 8 * 1024
/** Frames that a client may send between two looks: pings, and a word or two. */
export const CHATTER = 100
/** Bytes that may wait for a client that does not read. */
export const BACKLOG = 64 * 1024
/** Connections that have not said yet who they are; a school behind one address comes back all at once. */
export const STRANGERS = { all: 2_000, ofOnePlace: 500 }
/** Milliseconds for a client to agree to an end. */
export const GOODBYE = 2_000
