import type { Finding } from '../../../domain/doctor/finding.ts'
import type { House } from '../../house.ts'
import { command } from '../command.ts'
import { progressLine } from '../progress.ts'

/** The catalogue's word in a person's language, in the first language where they have none. */
async function recovering(): Promise<{ recoveredName(language: string): string }> {
  const { catalogues, languages } = await import('@nuage/contract/words')
  return {
    recoveredName(language) {
      const known = languages.find((one) => one === language) ?? languages[0]
      return (catalogues[known] as { places: { recovered: string } }).places.recovered
    },
  }
}

const shown = ({ kind, subject, detail, repaired }: Finding): string =>
  `${subject}: ${detail} [${kind}]${repaired === null ? '' : ` – mended: ${repaired}`}`

const options = { repair: { type: 'boolean' }, quick: { type: 'boolean' } } as const

export const doctor = command<typeof options, House>({
  name: 'doctor',
  summary: 'Prove that nothing is lost or miscounted, also beside a running server',
  usage: '[--repair] [--quick]',
  options,
  args: { min: 0, max: 0 },
  async run({ options, house, answer }) {
    const { examine } = await import('../../../domain/doctor/examine.ts')
    const { domain } = await house()
    const findings: Finding[] = []
    const progress = progressLine()
    const checked = await examine(domain, {
      deep: options.quick !== true,
      ...(options.repair === true ? { repair: await recovering() } : {}),
      found: (finding) => {
        findings.push(finding)
      },
      progress: ({ nodes, blobs }) => progress.show(`looked at ${nodes} files and folders, ${blobs} blobs`),
    })
    progress.end()
    const left = findings.filter(({ repaired }) => repaired === null).length
    const sum = `looked at ${checked.nodes} files and folders in ${checked.spaces} spaces, ${checked.blobs} blobs, ${checked.bytes} bytes`
    const verdict = left > 0 ? `${left} found wrong` : 'everything is in order'
    answer([...findings.map(shown), `${sum}: ${verdict}`].join('\n'), {
      clean: left === 0,
      checked,
      findings,
    })
    return left === 0 ? 0 : 1
  },
})
