import { parseArgs } from 'node:util'

export interface Options {
  /** Names of operations; empty: all. */
  readonly only: readonly string[]
  readonly rounds: number
  readonly quick: boolean
  readonly profile?: string
}

/** @throws Error with a sentence for the person at the keyboard. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  })
  const only = (values.only ?? '').split(',').filter((name) => name !== '')
  const unknown = only.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new Error(`there is no operation “${unknown}”; there are ${known.join(', ')}`)
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5))
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100)
    throw new Error('--rounds must be a number between 1 and 100')
  return {
    only,
    rounds,
    quick: values.quick,
    ...(values.profile === undefined ? {} : { profile: values.profile }),
  }
}
