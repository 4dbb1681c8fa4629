export type Version = readonly [major: number, minor: number, patch: number]

const official = [
  /^Mozilla\/5\.0 \([A-Za-z ]+\) mirall\//,
  /^Mozilla\/5\.0 \(Android\) (?:Nextcloud|ownCloud)-android\//,
  /^Mozilla\/5\.0 \(iOS\) (?:Nextcloud|ownCloud)-iOS\//,
]

/** The three clients whose cookie requests need no proof against forgery (webdav.md §3.3). */
export const isOfficialClient = (agent: string | undefined): boolean =>
  agent !== undefined && official.some((pattern) => pattern.test(agent))

/** The desktop's version from `mirall/x.y.z`; null for every other client. */
export function desktopVersion(agent: string | undefined): Version | null {
  const match = /\bmirall\/(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/.exec(agent?.slice(0, 512) ?? '')
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : null
}

export const isOlder = (version: Version, than: Version): boolean =>
  version[0] - than[0] < 0 ||
  (version[0] === than[0] && (version[1] < than[1] || (version[1] === than[1] && version[2] < than[2])))

/** Desktops 3.0 to 3.7 never finish a sync with a bulk upload that holds an empty file (webdav.md, trap 23). */
export function survivesBulkUpload(agent: string | undefined): boolean {
  const version = desktopVersion(agent)
  return version === null || isOlder(version, [3, 0, 0]) || !isOlder(version, [3, 8, 0])
}

/** Whether a person looks at the answer, so that errors are pages instead of XML (webdav.md §4.1). */
export const isBrowser = (agent: string | undefined): boolean =>
  agent !== undefined &&
  /^Mozilla\/\d/.test(agent) &&
  /Firefox|Chrome|Chromium|Safari|Edg|OPR|Trident/.test(agent) &&
  !isOfficialClient(agent)

/** Windows' first probe of a bare server URL (webdav.md §2). */
export const isWindowsProbe = (agent: string | undefined): boolean => agent?.includes('DavClnt') ?? false

/** Office opens documents with an anonymous OPTIONS or HEAD first (webdav.md §2). */
export const isMicrosoftOffice = (agent: string | undefined): boolean =>
  agent?.includes('Microsoft Office') ?? false
