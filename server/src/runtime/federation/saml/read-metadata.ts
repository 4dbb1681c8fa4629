import { isStrongCertificate } from '../../../domain/providers/certificate.ts'
import { childOf, childrenOf, isElement, type XmlElement } from '../../../protocols/wire/xml/element.ts'
import { MalformedXml, parseXmlText } from '../../../protocols/wire/xml/parse.ts'
import { METADATA, PROTOCOL, REDIRECT, SIGNATURE } from './names.ts'

/** What a provider says about itself. */
export interface Metadata {
  readonly entity: string
  /** Where its sign-in by redirect begins. */
  readonly address: string
  /** PEM; those it signs with, and those it will. */
  readonly certificates: readonly string[]
  /** Milliseconds; from then on they say nothing any more. */
  readonly until?: number
}

/** Metadata that cannot be used; `message` says why. */
export class BadMetadata extends Error {
  override readonly name = 'BadMetadata'
}

/**
 * SAML Metadata 2.0. Who stands behind them is told by the address they were fetched from.
 * @param entity which of several is meant; without, there must be one.
 * @throws BadMetadata
 */
export function readMetadata(xml: string, entity?: string): Metadata {
  const found = choose(providersIn(parse(xml)), entity)
  const role = childrenOf(found, METADATA, 'IDPSSODescriptor').find((each) =>
    (attribute(each, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(PROTOCOL),
  )
  if (role === undefined) throw new BadMetadata('they describe no SAML 2.0 identity provider')
  const place = childrenOf(role, METADATA, 'SingleSignOnService').find(
    (each) => attribute(each, 'Binding') === REDIRECT,
  )
  const address = place && attribute(place, 'Location')
  if (address === undefined || !URL.canParse(address)) throw new BadMetadata('no sign-in by redirect')
  const certificates = [...new Set(childrenOf(role, METADATA, 'KeyDescriptor').filter(signs).flatMap(keysIn))]
  if (certificates.length === 0) throw new BadMetadata('no certificate with an RSA key of 2048 bits or more')
  const until = Date.parse(attribute(role, 'validUntil') ?? attribute(found, 'validUntil') ?? '')
  return {
    ...{ entity: attribute(found, 'entityID')!, address, certificates },
    ...(Number.isNaN(until) ? {} : { until }),
  }
}

function parse(xml: string): XmlElement {
  try {
    const root = parseXmlText(xml)
    if (root !== null) return root
  } catch (error) {
    if (!(error instanceof MalformedXml)) throw error
    throw new BadMetadata(`no XML that is accepted (${error.message})`)
  }
  throw new BadMetadata('they are empty')
}

function providersIn(root: XmlElement): XmlElement[] {
  if (isElement(root, METADATA, 'EntityDescriptor')) return [root]
  if (!isElement(root, METADATA, 'EntitiesDescriptor')) throw new BadMetadata('they are no SAML metadata')
  return root.children
    .flatMap((child) => (child.name === 'EntitiesDescriptor' ? providersIn(child) : [child]))
    .filter((child) => childOf(child, METADATA, 'IDPSSODescriptor') !== undefined)
}

function choose(all: readonly XmlElement[], entity: string | undefined): XmlElement {
  const fitting = all.filter((each) => entity === undefined || attribute(each, 'entityID') === entity)
  const [found] = fitting
  if (found === undefined)
    throw new BadMetadata(entity === undefined ? 'nobody in them' : `no ${entity} in them`)
  if (fitting.length > 1) throw new BadMetadata('several providers in them: name one')
  if ((attribute(found, 'entityID') ?? '') === '') throw new BadMetadata('no entityID')
  return found
}

const signs = (key: XmlElement): boolean => (attribute(key, 'use') ?? 'signing') === 'signing'

function keysIn(key: XmlElement): string[] {
  const info = childOf(key, SIGNATURE, 'KeyInfo')
  return (info === undefined ? [] : childrenOf(info, SIGNATURE, 'X509Data'))
    .flatMap((data) => childrenOf(data, SIGNATURE, 'X509Certificate'))
    .map(({ text }) => pemOf(text.replace(/\s+/g, '')))
    .filter((pem) => pem !== undefined)
}

function pemOf(base64: string): string | undefined {
  const pem = `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`
  return isStrongCertificate(pem) ? pem : undefined
}

const attribute = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find((each) => each.ns === '' && each.name === name)?.value.trim()
