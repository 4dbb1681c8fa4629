import type { Actor } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { demandGroup } from '../accounts/groups/change.ts'
import { readPersonRow } from '../accounts/people/find.ts'
import { demandAdministrator } from '../accounts/people/may-manage.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { parseSetting, requireSetting, type SettingPlace, writeSetting } from './write.ts'

/**
 * @param text null: nothing is said here any more, the wider scope applies.
 * @throws Refusal `not-found` (`setting-unknown`, `group-missing`, `person-missing`), `bad-request` (`setting-value`).
 */
export async function setSetting(
  domain: Domain,
  actor: Actor,
  place: SettingPlace,
  name: string,
  text: string | null,
): Promise<void> {
  demandAdministrator(actor)
  const known = requireSetting(name, place.scope)
  const value = text === null ? null : parseSetting(known, text)
  await domain.records.write([], async (writer) => {
    const { scope } = place
    let { subject } = place
    if (scope === 'group') await demandGroup(writer, subject)
    if (scope === 'person') {
      const row = await readPersonRow(writer, subject)
      if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: subject } })
      subject = row.id
    }
    await writeSetting(writer, { scope, subject }, known, value)
    await audit(writer, domain, actor, {
      verb: 'setting.set',
      subject: name,
      detail: { scope, of: subject, value: text },
    })
  })
}
