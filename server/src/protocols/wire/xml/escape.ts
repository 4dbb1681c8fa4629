// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML 1.0 forbids
const special = /[&<>"\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML 1.0 forbids
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

/**
 * Text made fit for an element or a double-quoted attribute: `&`, `<`, `>`, `"` and carriage return
 * become references, characters that XML 1.0 §2.2 forbids (controls, lone surrogates) are dropped,
 * since one of them would make a client reject the whole listing.
 */
export function escapeXml(text: string): string {
  if (!special.test(text)) return text
  return escapeText(text).replaceAll('"', '&quot;')
}

/** As `escapeXml`, quotes left as they are: the error bodies were recorded that way. */
export function escapeText(text: string): string {
  if (!special.test(text)) return text
  return text
    .replace(illegal, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}
