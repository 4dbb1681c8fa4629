export const tileOptions = {
  name: { type: 'string' },
  address: { type: 'string' },
  line: { type: 'string' },
  picture: { type: 'string' },
} as const

export const TILE_USAGE = '[--name NAME] [--line TEXT] [--picture FILE]'

interface Typed {
  readonly name?: string
  readonly address?: string
  readonly line?: string
}

export const readTile = ({ name, address, line }: Typed): Typed => ({
  ...(name === undefined ? {} : { name }),
  ...(address === undefined ? {} : { address }),
  ...(line === undefined ? {} : { line }),
})
