import { moveAsk, removeAsk } from '../fixtures/folders.ts'
import type { Ground } from '../fixtures/lay-accounts.ts'
import { must, TINY } from '../fixtures/lay-folder.ts'
import type { Ask } from '../load/job.ts'
import type { Entrant } from '../measure/rounds.ts'
import type { Bench } from '../stage.ts'
import { listing, POLL } from './propfinds.ts'

export interface Deed {
  readonly name: string
  entrant(ground: Ground): Entrant
}

interface Plan {
  readonly name: string
  readonly concurrency: number
  prepare?(ground: Ground, round: number): Ask[]
  asks(ground: Ground, round: number): Ask[]
  tidy?(ground: Ground, round: number): Ask[]
}

const at = ({ contender, folder }: Ground, path: string): string => `${contender.base}/${folder}/${path}`

const content = { pattern: { seed: 0, length: TINY } }

const put = (ground: Ground, name: string, repeat: number): Ask => ({
  ...{ method: 'PUT', path: at(ground, name), body: content, expect: { status: [201] }, repeat },
})

const remove = (ground: Ground, name: string, repeat: number): Ask => ({
  ...{ method: 'DELETE', path: at(ground, name), expect: { status: [204] }, repeat },
})

function moveFile(ground: Ground, from: string, to: string, repeat: number): Ask {
  const headers = { Destination: `http://127.0.0.1:${ground.contender.port}${at(ground, to)}` }
  return { method: 'MOVE', path: at(ground, from), headers, expect: { status: [201] }, repeat }
}

/** Every deed leaves as many files behind as it found. */
function plansOf({ sizes }: Bench): Plan[] {
  const many = sizes.polls / 2
  const some = sizes.smallPuts / 2
  const home = (ground: Ground) => `${ground.contender.base}/${ground.folder}/`
  return [
    {
      ...{ name: 'poll', concurrency: 4 },
      asks: (ground) => [{ ...POLL, path: home(ground), repeat: many }],
    },
    {
      ...{ name: 'listing', concurrency: 1 },
      asks: (ground) => [{ ...listing(home(ground), sizes.few), repeat: sizes.listings * 4 }],
    },
    {
      ...{ name: 'GET', concurrency: 8 },
      asks: (ground) => {
        const expect = { status: [200], ...content }
        return [{ method: 'GET', path: at(ground, 'file-{i}.txt'), expect, repeat: sizes.few }]
      },
    },
    {
      ...{ name: 'PUT', concurrency: 8 },
      asks: (ground) => [put(ground, 'new-{i}.txt', some)],
      tidy: (ground) => [remove(ground, 'new-{i}.txt', some)],
    },
    {
      ...{ name: 'MOVE of a file', concurrency: 1 },
      asks: (ground) => [
        moveFile(ground, 'file-{i}.txt', 'moved-{i}.txt', sizes.few / 4),
        moveFile(ground, 'moved-{i}.txt', 'file-{i}.txt', sizes.few / 4),
      ],
    },
    {
      ...{ name: 'DELETE of a file', concurrency: 4 },
      prepare: (ground) => [put(ground, 'doomed-{i}.txt', some)],
      asks: (ground) => [remove(ground, 'doomed-{i}.txt', some)],
    },
    {
      ...{ name: 'COPY of the folder', concurrency: 1 },
      asks: ({ contender, folder }, round) =>
        numbers.map((i) => moveAsk(contender, 'COPY', folder, `${folder}-copy-${round}-${i}`)),
      tidy: ({ contender, folder }, round) =>
        numbers.map((i) => removeAsk(contender, `${folder}-copy-${round}-${i}`)),
    },
    {
      ...{ name: 'MOVE of the folder', concurrency: 1 },
      asks: ({ contender, folder }) =>
        Array.from({ length: 50 }).flatMap(() => [
          moveAsk(contender, 'MOVE', folder, `${folder}-moved`),
          moveAsk(contender, 'MOVE', `${folder}-moved`, folder),
        ]),
    },
  ]
}

const numbers = Array.from({ length: 10 }, (_, i) => i)

export const deedsOf = (bench: Bench): Deed[] =>
  plansOf(bench).map((plan) => ({
    name: plan.name,
    entrant(ground): Entrant {
      const { contender } = ground
      const { port, headers } = contender
      const quietly = async (asks: Ask[] | undefined) => {
        if (asks !== undefined) await must(bench.load, contender, { asks, concurrency: 4 })
      }
      return {
        name: ground.name,
        roots: contender.roots,
        prepare: (round) => quietly(plan.prepare?.(ground, round)),
        run: (round) =>
          bench.load.run({ port, headers, concurrency: plan.concurrency, asks: plan.asks(ground, round) }),
        async verify(round) {
          await quietly(plan.tidy?.(ground, round))
          await quietly([listing(at(ground, ''), bench.sizes.few)])
          return []
        },
      }
    },
  }))
