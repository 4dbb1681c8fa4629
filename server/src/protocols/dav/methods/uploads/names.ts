/** What the chunks of an upload will be together: its MOVE puts them there. */
export const WHOLE = '.file'
