const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as it stands in HTML, in attributes too. */
export const text = (value: string): string => value.replace(/[&<>"]/g, (character) => ESCAPES[character]!)
