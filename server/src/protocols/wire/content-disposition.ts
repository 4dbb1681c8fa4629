/**
 * `Content-Disposition` with the name percent-encoded in both parameters, as recorded: clients decode either,
 * and nothing in a name can break out of the header (RFC 6266, RFC 8187).
 */
export function contentDisposition(name: string, type: 'attachment' | 'inline' = 'attachment'): string {
  const encoded = /^[A-Za-z0-9_.~-]*$/.test(name) ? name : encode(name)
  return `${type}; filename*=UTF-8''${encoded}; filename="${encoded}"`
}

const encode = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
