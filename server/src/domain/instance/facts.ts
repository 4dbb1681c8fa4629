import { randomInt } from 'node:crypto'
import type { Records } from '../../storage/records/records.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const CHARACTERS = `${LETTERS}0123456789`

function newInstanceId(): string {
  let id = `${LETTERS[randomInt(LETTERS.length)]}`
  while (id.length < 12) id += CHARACTERS[randomInt(CHARACTERS.length)]
  return id
}

/** Read once at start; made on the first. */
export async function instanceId(records: Records): Promise<string> {
  return await records.write([], async (writer) => {
    await writer.run(
      "INSERT INTO instance (name, value) VALUES ('id', ?) ON CONFLICT (name) DO NOTHING",
      newInstanceId(),
    )
    const row = await writer.get<{ value: string }>("SELECT value FROM instance WHERE name = 'id'")
    return row!.value
  })
}

/** Empty until a backup is restored; sync clients that see it change keep their newer files as conflicts. */
export async function dataFingerprint(records: Records): Promise<string> {
  const row = await records.read((reader) =>
    reader.get<{ value: string }>("SELECT value FROM instance WHERE name = 'fingerprint'"),
  )
  return row?.value ?? ''
}
