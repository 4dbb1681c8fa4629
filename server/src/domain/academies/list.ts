import type { Domain } from '../domain.ts'
import { whileNothingChanges } from '../standing.ts'
import { type Academy, readAcademies } from './academy.ts'

const standing = whileNothingChanges<Academy[]>(1)

/** All of them by name, those that are switched off too. */
export const listAcademies = (domain: Domain): Promise<readonly Academy[]> =>
  domain.records.read((reader) => standing(reader, '', () => readAcademies(reader)))

/** @param id may be empty, for people of none. @returns undefined also for one that is switched off. */
export const openAcademy = async (domain: Domain, id: string): Promise<Academy | undefined> =>
  id === '' ? undefined : (await openAcademies(domain)).find((academy) => academy.id === id)

/** Those one may choose to sign in. */
export const openAcademies = async (domain: Domain): Promise<readonly Academy[]> =>
  (await listAcademies(domain)).filter(({ enabled }) => enabled)
