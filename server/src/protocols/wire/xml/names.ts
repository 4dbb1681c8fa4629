/** A name in a namespace; `ns` is empty for a name in none. */
export interface QName {
  readonly ns: string
  readonly name: string
}

export const DAV = 'DAV:'
export const SABRE = 'http://sabredav.org/ns'
export const OWNCLOUD = 'http://owncloud.org/ns'
export const NEXTCLOUD = 'http://nextcloud.org/ns'
export const OCS = 'http://open-collaboration-services.org/ns'
export const OCM = 'http://open-cloud-mesh.org/ns'
export const XML = 'http://www.w3.org/XML/1998/namespace'

/**
 * The declarations of every root element. iOS finds elements by these literal prefixes and Android
 * the attribute `nc:color`, so they are part of the protocol (webdav.md, trap 2).
 */
export const ROOT_NAMESPACES = `xmlns:d="${DAV}" xmlns:s="${SABRE}" xmlns:oc="${OWNCLOUD}" xmlns:nc="${NEXTCLOUD}"`

/** The prefixes declared by `ROOT_NAMESPACES`. */
export const ROOT_PREFIXES: ReadonlyMap<string, string> = new Map([
  [DAV, 'd'],
  [SABRE, 's'],
  [OWNCLOUD, 'oc'],
  [NEXTCLOUD, 'nc'],
])

/** One string per name, e.g. `{DAV:}getetag`: a key for maps and sets. */
export const clark = (name: QName): string => `{${name.ns}}${name.name}`
