import { expect, test } from 'vitest'
import { readNotice } from './notice.ts'

test('frames are read', () => {
  expect(readNotice('notify_file')).toEqual({ about: 'files' })
  expect(readNotice('notify_file_id [12,7,1]')).toEqual({ about: 'files', ids: [12, 7, 1] })
  expect(readNotice('notify_activity')).toEqual({ about: 'activity' })
  expect(readNotice('notify_notification')).toEqual({ about: 'notifications' })
})

test('what is not understood is let be, and files without readable names are all files', () => {
  expect(readNotice('authenticated')).toBeUndefined()
  expect(readNotice('notify_something')).toBeUndefined()
  expect(readNotice('notify_file_id [1,"x"]')).toEqual({ about: 'files', ids: undefined })
  expect(readNotice('notify_file_id [1,')).toEqual({ about: 'files', ids: undefined })
})
