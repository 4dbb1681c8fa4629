import { textOf } from '../protocol/exchange.ts'
import {
  DAV,
  elements,
  isElement,
  NC,
  named,
  OC,
  OCM,
  OCS,
  parseXml,
  SABRE,
  text,
  type XmlElement,
} from '../protocol/xml.ts'
import { type Acceptor, Faults } from './acceptor.ts'
import { isDav } from './places.ts'

/** iOS looks elements up by these very strings (webdav.md §1, trap 2). */
const PREFIXES: Readonly<Record<string, string>> = {
  [DAV]: 'd',
  [OC]: 'oc',
  [NC]: 'nc',
  [SABRE]: 's',
  [OCS]: 'x1',
  [OCM]: 'x2',
}

/** What NextcloudKit's reader needs: literal prefixes, the 200 group first, no text between elements. */
export const ios: Acceptor = ({ request, answer }) => {
  if (answer.status !== 207 || !isDav(request)) return []
  let root: XmlElement
  try {
    root = parseXml(textOf(answer))
  } catch {
    return ['not well-formed']
  }
  const faults = new Faults()
  for (const [uri, prefix] of [
    [DAV, 'd'],
    [SABRE, 's'],
    [OC, 'oc'],
    [NC, 'nc'],
  ] as const)
    faults.unless(root.declares.get(prefix) === uri, `the root does not declare ${prefix}`)
  prefixes(root, faults)
  blanks(root, faults)
  for (const response of named(root, DAV, 'response')) groups(response, faults)
  return faults.list
}

function prefixes(element: XmlElement, faults: Faults): void {
  const wanted = PREFIXES[element.uri]
  if (wanted !== undefined)
    faults.unless(
      element.prefix === wanted,
      `${element.prefix}:${element.local} must be written ${wanted}:${element.local}`,
    )
  // Whoever took a lock describes themselves in their own words, which come back as they were said.
  if (element.uri === DAV && element.local === 'owner') return
  for (const child of elements(element)) prefixes(child, faults)
}

function blanks(element: XmlElement, faults: Faults): void {
  if (!element.children.some(isElement)) return
  for (const child of element.children)
    if (isElement(child)) blanks(child, faults)
    else faults.unless(child.trim() !== '', `blanks between the elements of ${element.local}`)
}

function groups(response: XmlElement, faults: Faults): void {
  const lines = named(response, DAV, 'propstat').map((group) => text(named(group, DAV, 'status')[0] ?? group))
  const good = lines.findIndex((line) => line.includes(' 200 '))
  faults.unless(good <= 0, 'only the first propstat is read, and the 200 group is not first')
  faults.unless(new Set(lines).size === lines.length, 'two groups with one status')
}
