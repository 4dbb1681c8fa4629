import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { addGroup } from '../../server/src/domain/accounts/groups/change.ts'
import { makeFolder } from '../../server/src/domain/files/make-folder.ts'
import { writeFile } from '../../server/src/domain/files/write.ts'
import { NO_HOLD } from '../../server/src/domain/locks/lock.ts'
import { type Member, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import type { TestHouse } from '../house.ts'
import type { Inhabitant } from './inhabitant.ts'

/** One small world for tests: everybody and everything in it came by the domain's own verbs. */
export interface School {
  readonly teacher: Inhabitant
  readonly colleague: Inhabitant
  readonly administrator: Inhabitant
}

export const TEACHERS = 'professeurs'

interface Shelved {
  readonly path: readonly string[]
  /** A file in `files/`. */
  readonly from: string
  /** Seconds. */
  readonly mtime: number
}

const SEPTEMBER = Date.UTC(2026, 8, 1, 6, 30) / 1000

export const TEACHERS_FOLDERS: readonly (readonly string[])[] = [
  ['5e B'],
  ['5e B', 'Devoirs'],
  ['Photos'],
  ['Photos', 'Sortie à la ferme 🐄'],
]

/** Names with accents, blanks, apostrophes and emoji, as teachers give them. */
export const TEACHERS_FILES: readonly Shelved[] = [
  { path: ['5e B', 'Lisez-moi 🌍.md'], from: 'read-me.md', mtime: SEPTEMBER },
  { path: ['5e B', 'Liste des élèves.docx'], from: 'pupils.docx', mtime: SEPTEMBER + 60 },
  { path: ['5e B', 'Devoirs', 'Rédaction n° 1 – l’été.odt'], from: 'essay.odt', mtime: SEPTEMBER + 120 },
  { path: ['5e B', 'Emploi du temps (provisoire).pdf'], from: 'timetable.pdf', mtime: SEPTEMBER + 180 },
  { path: ['Photos', 'Sortie à la ferme 🐄', 'Le jardin.jpg'], from: 'garden.jpg', mtime: SEPTEMBER + 240 },
]

export const schoolFile = (name: string): string => join(import.meta.dirname, 'files', name)

/** Moves a school into a fresh house: a teacher with files, a colleague without, and who looks after both. */
export async function moveIn(house: Pick<TestHouse, 'domain' | 'person'>): Promise<School> {
  await addGroup(house.domain, SYSTEM, { id: TEACHERS, name: 'Professeurs' })
  const teacher = await house.person({
    id: 'claire.martin',
    name: 'Claire Martin',
    email: 'claire.martin@ecole.example',
    language: 'fr',
    groups: [TEACHERS],
  })
  const colleague = await house.person({
    id: "n'golo.oconnor",
    name: 'N’Golo O’Connor',
    email: 'ngolo@ecole.example',
    language: 'fr',
    groups: [TEACHERS],
  })
  const administrator = await house.person({
    id: 'direction',
    name: 'La direction',
    email: 'direction@ecole.example',
    language: 'fr',
    admin: true,
  })
  await furnish(house, teacher)
  return { teacher, colleague, administrator }
}

async function furnish({ domain }: Pick<TestHouse, 'domain'>, teacher: Inhabitant): Promise<void> {
  const actor: Member = { kind: 'member', person: teacher.id, admin: false }
  for (const path of TEACHERS_FOLDERS) await makeFolder(domain, actor, path, NO_HOLD)
  for (const { path, from, mtime } of TEACHERS_FILES)
    await writeFile(domain, actor, path, createReadStream(schoolFile(from)), { hold: NO_HOLD, mtime })
}
