import { beforeAll, describe, expect, test } from 'vitest'
import { files as en } from '../words/languages/en.ts'
import { files as fr } from '../words/languages/fr.ts'
import { readWords } from '../words/read.ts'
import { speak } from '../words/say.ts'
import { endFields, endOf, endText } from './end.ts'
import { levelOf, rightsOfLevel } from './rights.ts'
import { linkSentence } from './sentence.ts'

const ZONE = 'Europe/Paris'
const NOW = Date.UTC(2026, 10, 22, 12) / 1000
/** In Paris it is nearly midnight. */
const END = Date.UTC(2027, 7, 31, 21, 59, 59) / 1000

const said = (
  rights: number,
  download: boolean,
  password: boolean,
  ends: boolean,
  kind: 'file' | 'folder' = 'folder',
) => linkSentence({ rights, download, password, expires: ends ? END : null, ended: false }, kind, NOW, ZONE)

describe('what a link allows, in one sentence', () => {
  beforeAll(() => speak('fr', readWords('fr', fr)))

  test.each([
    [1, true, false, false, 'Toute personne qui a ce lien peut lire et télécharger.'],
    [1, true, false, true, 'Toute personne qui a ce lien peut lire et télécharger, jusqu’au 31 août 2027.'],
    [1, true, true, false, 'Toute personne qui a ce lien et son mot de passe peut lire et télécharger.'],
    [
      ...([1, true, true, true] as const),
      'Toute personne qui a ce lien et son mot de passe peut lire et télécharger, jusqu’au 31 août 2027.',
    ],
    [1, false, false, false, 'Toute personne qui a ce lien peut lire, sans télécharger.'],
    [
      1,
      false,
      false,
      true,
      'Toute personne qui a ce lien peut lire, sans télécharger, jusqu’au 31 août 2027.',
    ],
    [1, false, true, false, 'Toute personne qui a ce lien et son mot de passe peut lire, sans télécharger.'],
    [
      ...([1, false, true, true] as const),
      'Toute personne qui a ce lien et son mot de passe peut lire, sans télécharger, jusqu’au 31 août 2027.',
    ],
    [15, true, false, false, 'Toute personne qui a ce lien peut lire, télécharger, ajouter et modifier.'],
    [
      ...([15, true, false, true] as const),
      'Toute personne qui a ce lien peut lire, télécharger, ajouter et modifier, jusqu’au 31 août 2027.',
    ],
    [
      ...([15, true, true, false] as const),
      'Toute personne qui a ce lien et son mot de passe peut lire, télécharger, ajouter et modifier.',
    ],
    [
      ...([15, true, true, true] as const),
      'Toute personne qui a ce lien et son mot de passe peut lire, télécharger, ajouter et modifier, jusqu’au 31 août 2027.',
    ],
  ] as const)('rights %i, download %s, password %s, end %s', (rights, download, password, ends, sentence) => {
    expect(said(rights, download, password, ends)).toBe(sentence)
  })

  test('of a file, of a box, and of what has ended', () => {
    expect(said(3, true, false, false, 'file')).toBe(
      'Toute personne qui a ce lien peut lire, télécharger et modifier.',
    )
    expect(said(4, true, false, false)).toBe(
      'Toute personne qui a ce lien peut déposer des fichiers, sans rien voir du dossier.',
    )
    expect(
      linkSentence(
        { rights: 1, download: true, password: false, expires: END, ended: true },
        'file',
        NOW,
        ZONE,
      ),
    ).toBe('Ce lien a pris fin le 31 août 2027. Vous pouvez le réactiver à la même adresse.')
  })

  test('an end is a day, or an hour of one', () => {
    expect(endText(Date.UTC(2026, 11, 18, 22, 59, 59) / 1000, NOW, ZONE)).toBe('18 décembre')
    expect(endText(Date.UTC(2026, 11, 18, 16) / 1000, NOW, ZONE)).toBe('18 décembre à 17:00')
  })
})

test('the same in English', () => {
  speak('en', readWords('en', en))
  expect(said(1, true, true, true)).toBe(
    'Anybody with this link and its password can read and download, until 31 August 2027.',
  )
})

test('the fields of an end hold it to the minute, in summer, in winter and when the clocks change', () => {
  expect(endFields(END, ZONE)).toEqual({ day: '2027-08-31', hour: '23:59' })
  for (const at of [END, NOW, Date.UTC(2027, 2, 28, 0, 30) / 1000, Date.UTC(2027, 2, 28, 1, 30) / 1000])
    expect(endOf(endFields(at, ZONE), ZONE)).toBe(at)
  expect(endOf({ day: '2027-08-31', hour: '' }, ZONE)).toBe(END)
  expect(endOf({ day: '', hour: '12:00' }, ZONE)).toBeUndefined()
})

test('rights and their words lead to each other', () => {
  for (const level of ['view', 'add', 'edit'] as const)
    expect(levelOf(rightsOfLevel(level, 'folder') | 16 | 32, 'folder')).toBe(level)
  for (const level of ['view', 'edit'] as const)
    expect(levelOf(rightsOfLevel(level, 'file'), 'file')).toBe(level)
  expect(levelOf(1 | 8, 'folder')).toBeUndefined()
})
