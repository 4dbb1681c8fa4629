import { expect, test } from 'vitest'
import {
  desktopVersion,
  isBrowser,
  isMicrosoftOffice,
  isOfficialClient,
  isOlder,
  isWindowsProbe,
  survivesBulkUpload,
} from './user-agent.ts'

const desktop = (version: string) => `Mozilla/5.0 (Linux) mirall/${version} (Nextcloud, linux x86_64)`
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0'

test('the official clients, and those that only pretend', () => {
  const clients = [
    desktop('3.16.7'),
    'Mozilla/5.0 (Mac OS) mirall/4.0',
    'Mozilla/5.0 (Android) Nextcloud-android/3.30',
  ]
  for (const agent of [
    ...clients,
    'Mozilla/5.0 (iOS) Nextcloud-iOS/6',
    'Mozilla/5.0 (Android) ownCloud-android/2',
  ])
    expect(isOfficialClient(agent), agent).toBe(true)
  const others = [
    undefined,
    '',
    firefox,
    `${firefox} mirall/3.0`,
    'Mozilla/5.0 (iOS) Nextcloud-android/1',
    'mirall/3.0',
  ]
  for (const agent of [...others, 'Mozilla/5.0 (X11; x) mirall/3'])
    expect(isOfficialClient(agent), agent).toBe(false)
})

test('desktop versions', () => {
  expect(desktopVersion('Mozilla/5.0 (Linux) mirall/3.7.3git (nextcloudcmd, linux x86_64)')).toEqual([
    3, 7, 3,
  ])
  expect(desktopVersion(desktop('4.0'))).toEqual([4, 0, 0])
  expect(desktopVersion(firefox)).toBeNull()
  expect(isOlder([3, 0, 9], [3, 1, 0])).toBe(true)
  expect(isOlder([3, 1, 0], [3, 1, 0])).toBe(false)
  expect(isOlder([4, 0, 0], [3, 16, 7])).toBe(false)
  expect(isOlder([3, 1, 0], [3, 1, 1])).toBe(true)
})

test('bulk upload only for those that survive it', () => {
  for (const version of ['3.0.0', '3.6.1', '3.7.3'])
    expect(survivesBulkUpload(desktop(version)), version).toBe(false)
  for (const version of ['2.9.1', '3.8.0', '3.16.7', '4.0.1'])
    expect(survivesBulkUpload(desktop(version))).toBe(true)
  expect(survivesBulkUpload(undefined)).toBe(true)
})

test('browsers and Microsoft', () => {
  expect(isBrowser(firefox)).toBe(true)
  expect(isBrowser('Mozilla/5.0 Firefox')).toBe(true)
  for (const agent of [
    undefined,
    desktop('3.16.7'),
    'davfs2/1.6.1 neon/0.32.5',
    'curl/8',
    'Mozilla/5.0 (iOS) Nextcloud-iOS/6',
  ])
    expect(isBrowser(agent), agent).toBe(false)
  expect(isWindowsProbe('DavClnt')).toBe(true)
  expect(isMicrosoftOffice('Microsoft Office Excel 2016')).toBe(true)
  expect(isMicrosoftOffice(undefined)).toBe(false)
})
