import { createHash } from 'node:crypto'
import { partsOf, tokenStyleSheet, tokens } from '@nuage/contract'
import { box } from './box.ts'
import { cloudPng, cloudSvg } from './cloud.ts'
import { drop } from './drop.ts'
import { enrich } from './enrich.ts'
import { enrichPasskeys } from './enrich-passkeys.ts'
import { enrichStrength } from './enrich-strength.ts'
import { style } from './style.ts'
import { styleBox } from './style-box.ts'
import { styleOutside } from './style-outside.ts'
import { stylePortal } from './style-portal.ts'

export interface Asset {
  readonly path: string
  readonly type: string
  body(): string | Buffer
}

/** The name changes with the content, so browsers may keep it for ever. */
function named(name: string, ending: string, type: string, body: string): Asset {
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 12)
  return { path: `/pages/${name}-${digest}.${ending}`, type, body: () => body }
}

export const styleSheet = named(
  'style',
  'css',
  'text/css; charset=utf-8',
  `${tokenStyleSheet()}${style}${styleOutside}${styleBox}${stylePortal}`,
)
export const script = named(
  'enrich',
  'js',
  'text/javascript; charset=utf-8',
  `${enrich}${enrichPasskeys}${enrichStrength}`,
)
export const boxScript = named('box', 'js', 'text/javascript; charset=utf-8', box)
export const dropScript = named('drop', 'js', 'text/javascript; charset=utf-8', drop)

const accent = tokens.colour.light.accent
export const accentParts = partsOf(accent)

const svg = cloudSvg(accent)
const favicon = (path: string): Asset => ({ path, type: 'image/svg+xml', body: () => svg })

function logo(path: string, size: number): Asset {
  let drawn: Buffer | undefined
  return {
    path,
    type: 'image/png',
    body: () => {
      drawn ??= cloudPng(size, accentParts)
      return drawn
    },
  }
}

/** Names that others know: browsers, and apps that show whose server this is. */
export const icons: readonly Asset[] = [
  favicon('/favicon.svg'),
  favicon('/img/logo.svg'),
  logo('/img/logo.png', 256),
  logo('/apple-touch-icon.png', 180),
  logo('/favicon.ico', 48),
]
