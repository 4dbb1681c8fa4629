import { childOf, isElement, type XmlElement } from '../../../protocols/wire/xml/element.ts'
import { MalformedXml, parseXmlBytes, XML_LIMITS } from '../../../protocols/wire/xml/parse.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { ASSERTION, PROTOCOL, SIGNATURE, SUCCESS } from './names.ts'
import { unproven } from './unproven.ts'

/** Bytes of an answer; those of real providers have some ten thousand. */
export const LONGEST_ANSWER = 256 * 1024
const LIMITS = { ...XML_LIMITS, bytes: LONGEST_ANSWER, nodes: 8_000 }

const ALGORITHMS: Readonly<Record<string, ReadonlySet<string>>> = {
  SignatureMethod: new Set([
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  ]),
  DigestMethod: new Set([
    'http://www.w3.org/2001/04/xmlenc#sha256',
    'http://www.w3.org/2001/04/xmlenc#sha512',
  ]),
  CanonicalizationMethod: new Set(['http://www.w3.org/2001/10/xml-exc-c14n#']),
  Transform: new Set([
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
  ]),
}

/** An answer whose shape is that of one statement; nothing in it is proven yet. */
export interface RawAnswer {
  readonly xml: string
  /** The request that it says it answers. */
  readonly request: string
  /** Whether it carries a signature around the whole, which then has to be right. */
  readonly signed: boolean
}

export interface Expected {
  /** Our address that it comes to. */
  readonly callback: string
  /** The request of ours that it answers, where it is known. */
  readonly request?: string | undefined
}

/**
 * Looks at the shape of an answer before anything reads what it says: what a wrapped statement needs (a second
 * assertion, a signature elsewhere, an id twice) has no place here, whatever the signatures are worth.
 * @throws Refusal `not-signed-in` (`provider-answer`; `provider-refused` when the provider itself says no).
 */
export function readAnswer(sent: string, expected: Expected): RawAnswer {
  const xml = decode(sent)
  const root = parse(xml)
  if (!isElement(root, PROTOCOL, 'Response')) throw unproven('no response')
  const request = demandExpected(root, expected)
  const all = [...everything(root)]
  demandDistinctIds(all)
  demandNoFailure(root)
  const named = (name: string): XmlElement[] => all.filter((one) => one.name === name)
  const [assertion, ...more] = named('Assertion')
  if (assertion === undefined || more.length > 0 || named('EncryptedAssertion').length > 0)
    throw unproven('not exactly one readable assertion')
  if (!isElement(assertion, ASSERTION, 'Assertion') || !root.children.includes(assertion))
    throw unproven('the assertion stands where none belongs')
  const signatures = named('Signature')
  const places = [root, assertion].map((place) => childOf(place, SIGNATURE, 'Signature'))
  if (places[1] === undefined) throw unproven('the assertion is not signed')
  if (signatures.some((one) => !places.includes(one)) || places.filter(Boolean).length !== signatures.length)
    throw unproven('a signature stands where none belongs')
  signatures.forEach(demandSound)
  return { xml, request, signed: places[0] !== undefined }
}

function decode(sent: string): string {
  const plain = sent.replace(/[\r\n\t ]+/g, '')
  if (plain.length > (LONGEST_ANSWER / 3) * 4 + 4) throw unproven('too long')
  if (plain === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(plain)) throw unproven('no base64')
  const bytes = Buffer.from(plain, 'base64')
  let xml: string
  try {
    xml = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw unproven('no UTF-8')
  }
  // Document types, comments and sections: no provider sends one, and parsers differ about them.
  if (xml.includes('<!') || xml.lastIndexOf('<?') > 0)
    throw unproven('a document type, comment or instruction')
  return xml
}

function parse(xml: string): XmlElement {
  try {
    const root = parseXmlBytes(Buffer.from(xml), LIMITS)
    if (root !== null) return root
  } catch (error) {
    if (!(error instanceof MalformedXml)) throw error
    throw unproven(error.message)
  }
  throw unproven('empty')
}

function demandExpected(root: XmlElement, { callback, request }: Expected): string {
  const said = (name: string) => root.attributes.find((each) => each.ns === '' && each.name === name)?.value
  const answers = said('InResponseTo') ?? ''
  if (answers === '' || answers !== (request ?? answers)) throw unproven('no answer to this request')
  if ((said('Destination') ?? callback) !== callback) throw unproven('sent elsewhere')
  return answers
}

function* everything(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of element.children) yield* everything(child)
}

/** `ID` in a namespace is another attribute to some parsers and the same one to others. */
function demandDistinctIds(all: readonly XmlElement[]): void {
  const seen = new Set<string>()
  for (const { attributes } of all)
    for (const { ns, name, value } of attributes) {
      if (!/^id$/i.test(name)) continue
      if (name !== 'ID' || ns !== '' || !/^[A-Za-z_][\w.-]{0,254}$/.test(value) || seen.has(value))
        throw unproven('ids that are not distinct')
      seen.add(value)
    }
}

function demandNoFailure(root: XmlElement): void {
  const status = childOf(root, PROTOCOL, 'Status')
  const code = status && childOf(status, PROTOCOL, 'StatusCode')
  const value = code?.attributes.find(({ name }) => name === 'Value')?.value
  if (value === SUCCESS) return
  const inner = code && childOf(code, PROTOCOL, 'StatusCode')?.attributes.find(({ name }) => name === 'Value')
  const said = [value, inner?.value]
    .map((text) => /[\w-]{1,60}$/.exec(text ?? '')?.[0] ?? 'nothing')
    .join(' ')
  throw new Refusal('not-signed-in', 'provider-refused', { detail: `SAML: the provider said ${said}` })
}

function demandSound(signature: XmlElement): void {
  for (const element of everything(signature)) {
    if (element.name === 'Object') throw unproven('a signature that brings something')
    const allowed = ALGORITHMS[element.name]
    if (allowed === undefined) continue
    const algorithm = element.attributes.find(({ name }) => name === 'Algorithm')?.value ?? ''
    if (!allowed.has(algorithm)) throw unproven(`a signature with ${/[\w#-]{1,40}$/.exec(algorithm)?.[0]}`)
  }
}
