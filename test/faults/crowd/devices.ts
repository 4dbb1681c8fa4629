import { expect } from 'vitest'
import { noise, put } from '../../clients/folder.ts'
import { type Device, newDevice } from '../../clients/nextcloudcmd/device.ts'

/** What it says of any line that others use too; how long things take is measured elsewhere. */
const SLOW = /Unexpectedly slow connection/

/** Two computers of one person with the real sync client, which take turns. @returns how often they have synced. */
export async function syncInTurns(
  url: string,
  who: { user: string; password: string },
  goesOn: () => boolean,
): Promise<number> {
  const devices: Device[] = [await newDevice({ url }, who), await newDevice({ url }, who)]
  try {
    let runs = 0
    for (let round = 0; round === 0 || goesOn(); round++) {
      const [one, other] = round % 2 === 0 ? devices : [...devices].reverse()
      for (const size of [10, 5_000, 300_000])
        await put(one!.folder, `Kurs ${round}/${size}.bin`, noise(size, `${who.user} ${round} ${size}`))
      for (const device of [one!, other!]) {
        const { code, complaints, output } = await device.attempt()
        expect(complaints.filter((line) => !SLOW.test(line))).toEqual([])
        expect(code, output.slice(-5_000)).toBe(0)
        runs++
      }
      expect(await other!.inventory()).toEqual(await one!.inventory())
      for (let i = 0; i < 20 && goesOn(); i++) await new Promise((resolve) => setTimeout(resolve, 250))
    }
    return runs
  } finally {
    for (const device of devices) await device.remove()
  }
}
