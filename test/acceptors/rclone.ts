import { type DavResponse, found, isCollection, multistatus, value } from '../protocol/multistatus.ts'
import { DAV, named, OC, text } from '../protocol/xml.ts'
import { type Acceptor, Faults, isHttpDate, isInteger } from './acceptor.ts'
import { givesValues } from './desktop.ts'
import { isDav } from './places.ts'

/** rclone reads sizes and times from the listing alone, and hashes from the checksum words. */
export const rclone: Acceptor = ({ request, answer }) => {
  if (request.method !== 'PROPFIND' || answer.status !== 207 || !isDav(request) || !givesValues(request))
    return []
  const faults = new Faults()
  let responses: DavResponse[]
  try {
    responses = multistatus(answer)
  } catch {
    return ['unreadable multistatus']
  }
  for (const each of responses) {
    const modified = value(each, DAV, 'getlastmodified')
    if (modified !== undefined) faults.unless(isHttpDate(modified), `time ${modified} in ${each.href}`)
    const length = value(each, DAV, 'getcontentlength')
    if (length !== undefined && isCollection(each) !== true)
      faults.unless(isInteger(length) && Number(length) >= 0, `size ${length} in ${each.href}`)
    const sums = found(each, OC, 'checksums')
    for (const sum of sums ? named(sums, OC, 'checksum') : [])
      faults.unless(
        /^[A-Z0-9-]+:[0-9a-f]+(?: [A-Z0-9-]+:[0-9a-f]+)*$/.test(text(sum)),
        `checksum ${text(sum)}`,
      )
  }
  return faults.list
}
