import type { Domain } from '../domain.ts'
import { whileNothingChanges } from '../standing.ts'
import { type Academy, readAcademies } from './academy.ts'

const standing = whileNothingChanges<Academy[]>(1)

/** All of them by name, those that are switched off too. */
export const listAcademies = (domain: Domain): Promise<readonly Academy[]> =>
  domain.records.read((reader) => standing(reader, '', () => readAcademies(reader)))

/** Those one may choose to sign in. */
export const openAcademies = async (domain: Domain): Promise<readonly Academy[]> =>
  (await listAcademies(domain)).filter(({ enabled }) => enabled)
