import { escapeXml } from './escape.ts'
import { OCM, OCS, type QName, ROOT_PREFIXES, XML } from './names.ts'

/** One property name, rendered once and used for every entry of a listing. */
export interface Tags {
  readonly open: string
  readonly close: string
  readonly empty: string
}

/**
 * Tags for names, in their order. `x1` is always the OCS namespace and `x2` Open Cloud Mesh, which iOS
 * reads by literal prefix; other foreign namespaces follow as `x3`… All are declared on the element.
 */
export function renderTags(names: readonly QName[]): Tags[] {
  const foreign = new Map([
    [OCS, 'x1'],
    [OCM, 'x2'],
  ])
  return names.map(({ ns, name }) => {
    if (ns === '') return tags(name, '')
    if (ns === XML) return tags(`xml:${name}`, '')
    const prefix = ROOT_PREFIXES.get(ns)
    if (prefix) return tags(`${prefix}:${name}`, '')
    const known = foreign.get(ns) ?? `x${foreign.size + 1}`
    foreign.set(ns, known)
    return tags(`${known}:${name}`, ` xmlns:${known}="${escapeXml(ns)}"`)
  })
}

const tags = (name: string, declaration: string): Tags => ({
  open: `<${name}${declaration}>`,
  close: `</${name}>`,
  empty: `<${name}${declaration}/>`,
})
