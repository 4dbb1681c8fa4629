/** Every setting there is; a name of ours outside this list stops the start. */
export const settingNames = [
  'NUAGE_LISTEN',
  'NUAGE_PUBLIC_URL',
  'NUAGE_TRUSTED_PROXIES',
  'NUAGE_DATA',
  'NUAGE_DATABASE',
  'NUAGE_BLOBS',
  'NUAGE_REDIS',
  'NUAGE_SMTP',
  'NUAGE_CLAMD',
  'NUAGE_TIMEZONE',
  'NUAGE_SECRET',
  'NUAGE_THROTTLE',
  'NUAGE_CONFIG',
] as const

export type SettingName = (typeof settingNames)[number]

const known: ReadonlySet<string> = new Set(settingNames)

export const isSettingName = (name: string): name is SettingName => known.has(name)

/** How many letters must be added, dropped or changed to turn one word into the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const change = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[other.length]!
}

/** The setting somebody probably meant, if any is near. */
export function nearestSettingName(typed: string): SettingName | undefined {
  const ranked = settingNames
    .map((name) => ({ name, away: distance(typed.slice(0, 64).toUpperCase(), name) }))
    .sort((a, b) => a.away - b.away)
  const best = ranked[0]!
  return best.away <= 4 ? best.name : undefined
}
