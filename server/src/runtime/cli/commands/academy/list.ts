import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const academyList = command<Record<never, never>, House>({
  name: 'academy list',
  summary: 'List the academies',
  usage: '',
  options: {},
  args: { min: 0, max: 0 },
  async run({ house, answer }) {
    const { listAcademies } = await import('../../../../domain/academies/list.ts')
    const { domain } = await house()
    const academies = await listAcademies(domain)
    const lines = academies.map(({ id, name, providers, domains, enabled }) => {
      const addresses = domains.map((one) => `${one.domain}${one.signUp ? ':sign-up' : ''}`).join(' ')
      return [id, name, providers.join(' '), addresses, enabled ? '' : 'off'].join('\t').trimEnd()
    })
    answer(lines.join('\n'), academies)
    return 0
  },
})
