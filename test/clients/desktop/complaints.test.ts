import { expect, test } from 'vitest'
import { complaintsIn } from './complaints.ts'

const said = (about: string, text: string): string => `2026-11-22 09:28:33:987 [ warning ${about} ]:\t${text}`

test('what the server did is a complaint', () => {
  const lines = [
    said(
      'nextcloud.sync.networkjob ./src/libsync/abstractnetworkjob.cpp:250',
      'QNetworkReply::InternalServerError "Server replied \\"500 Internal Server Error\\" to \\"PUT http://here/remote.php/dav/files/a/b (conflicted copy 1).txt\\""',
    ),
    said(
      'nextcloud.sync.propagator ./src/libsync/owncloudpropagator.cpp:282',
      'Could not complete propagation of "a (conflicted copy 1).txt" by OCC::PropagateUploadFileV1(0x5641a80d2c90) with status OCC::SyncFileItem::NormalError and error: "no"',
    ),
    said(
      'nextcloud.gui.activity ./src/gui/tray/usermodel.cpp:716',
      'Item  "a (conflicted copy 1).txt"  retrieved resulted in error  "Server replied with an error"',
    ),
    said('qt.network.ssl unknown:0', 'QSslSocket: cannot resolve'),
    said('nextcloud.sync.credentials ./src/x.cpp:1', 'Unable to read client key "Access denied"'),
    'Discovery job: Server replied with an error while reading directory',
    'CSync run took 12 ms FINISHED WITH STATUS "SyncFileItem::FatalError"',
  ]
  expect(complaintsIn(lines.join('\n'))).toEqual(lines)
})

test('what the client says of itself is none', () => {
  const kept =
    'Conflit : La version du serveur a été téléchargée, la version locale renommée et non téléversée.'
  const conflict = '"Lisez-moi (conflicted copy 2026-11-22 092832).txt"'
  const lines = [
    said('nextcloud.sync.credentials.webflow ./src/x.cpp:484', 'Unable to read client key "Entry not found"'),
    said(
      'nextcloud.sync.credentials.webflow ./src/x.cpp:525',
      'Unable to read client CA cert slot "0" "Entry not found"',
    ),
    said(
      'nextcloud.sync.propagator ./src/x.cpp:282',
      `Could not complete propagation of ${conflict} by OCC::PropagateIgnoreJob(0x5641a80d2c90) with status OCC::SyncFileItem::Conflict and error: "${kept}"`,
    ),
    said('nextcloud.gui.activity ./src/x.cpp:749', `Item  ${conflict}  retrieved resulted in  "${kept}"`),
    said(
      'nextcloud.gui.activity ./src/x.cpp:716',
      `Item  ${conflict}  retrieved resulted in error  "${kept}"`,
    ),
    said('qt.qpa.xcb unknown:0', 'QXcbConnection: XCB error: 3 (BadWindow), sequence: 1086'),
    '2026-11-22 09:28:33:987 [ info nextcloud.gui.folder ]:\tall is well',
  ]
  expect(complaintsIn(lines.join('\n'))).toEqual([])
})
