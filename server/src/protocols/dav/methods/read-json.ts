import { readBody } from '../../wire/body.ts'
import { MalformedParameters, mergeParameters, type Parameters } from '../../wire/parameters.ts'
import { type Exchange, header } from '../exchange.ts'
import { badRequest, DavFault, SABRE } from '../fault.ts'

const LARGEST = 64 * 1024

/** The members of a JSON object. @throws DavFault 415 for a body of another type, 400 for none. */
export async function readJson(exchange: Exchange): Promise<Parameters> {
  const [type] = (header(exchange, 'content-type') ?? '').split(';', 1)
  if (type?.trim().toLowerCase() !== 'application/json')
    throw new DavFault(415, `${SABRE}UnsupportedMediaType`, 'json-needed')
  const body = await readBody(exchange.request, LARGEST, exchange.stall)
  try {
    return mergeParameters({ contentType: 'application/json', body })
  } catch (error) {
    if (error instanceof MalformedParameters) throw badRequest('json-malformed')
    throw error
  }
}

/** @throws DavFault 400 for anything but text. */
export function textIn(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (typeof value !== 'string') throw badRequest('json-member', { name })
  return value
}

/** @throws DavFault 400 for anything but yes, no, or nothing. */
export function flagIn(parameters: Parameters, name: string, otherwise: boolean): boolean {
  const value = parameters.get(name) ?? otherwise
  if (typeof value !== 'boolean') throw badRequest('json-member', { name })
  return value
}
