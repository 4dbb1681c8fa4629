/** Names of characters that people write; others stay as they are written. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: '’', nbsp: '\u00a0', shy: '\u00ad', copy: '©', reg: '®' },
  ...{ laquo: '«', raquo: '»', hellip: '…', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“' },
  ...{ rdquo: '”', euro: '€', deg: '°', times: '×', divide: '÷', plusmn: '±', middot: '·', bull: '•' },
  ...{ eacute: 'é', egrave: 'è', ecirc: 'ê', euml: 'ë', agrave: 'à', acirc: 'â', ccedil: 'ç', icirc: 'î' },
  ...{ iuml: 'ï', ocirc: 'ô', ugrave: 'ù', ucirc: 'û', oelig: 'œ', aelig: 'æ', Eacute: 'É', Agrave: 'À' },
  ...{ Ccedil: 'Ç', rarr: '→', larr: '←', le: '≤', ge: '≥', ne: '≠', infin: '∞', pi: 'π', thinsp: '\u2009' },
}

const REPLACEMENT = '\ufffd'

/** @param written such as `&amp;`, `&#233;` or `&#xe9;`. */
export function decodeReference(written: string): string {
  const [, hex, decimal, name] = /^&(?:#x([0-9a-f]+)|#(\d+)|(\w+));$/i.exec(written) ?? []
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name]! : written
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  const isCharacter = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
  return isCharacter ? String.fromCodePoint(point) : REPLACEMENT
}
