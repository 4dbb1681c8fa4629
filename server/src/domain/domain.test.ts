import { academiesSuite } from './academies/academies.suite.ts'
import { identitiesSuite } from './accounts/identities/identities.suite.ts'
import { accountLettersSuite } from './accounts/letters/letters.suite.ts'
import { preferencesSuite } from './accounts/preferences/preferences.suite.ts'
import { secondFactorSuite } from './accounts/second-factor/second-factor.suite.ts'
import { activitySuite } from './activity/activity.suite.ts'
import { boxesSuite } from './boxes/boxes.suite.ts'
import { commentsSuite } from './comments/comments.suite.ts'
import { byIdSuite } from './files/by-id.suite.ts'
import { copySuite } from './files/copy.suite.ts'
import { etagsSuite } from './files/etags.suite.ts'
import { keepBehindSuite } from './files/keep-behind.suite.ts'
import { locateSuite } from './files/locate.suite.ts'
import { modelSuite } from './files/model.suite.ts'
import { locksSuite } from './locks/locks.suite.ts'
import { mailSuite } from './mail/mail.suite.ts'
import { malwareSuite } from './malware/malware.suite.ts'
import { groupsSuite } from './mounts/groups.suite.ts'
import { mountsSuite } from './mounts/mounts.suite.ts'
import { viewsSuite } from './mounts/views.suite.ts'
import { portalSuite } from './portal/portal.suite.ts'
import { previewsSuite } from './previews/previews.suite.ts'
import { heldAnswersSuite } from './providers/hold-answer.suite.ts'
import { retentionSuite } from './retention/retention.suite.ts'
import { rollbackSuite } from './rollback/rollback.suite.ts'
import { searchSuite } from './search/search.suite.ts'
import { givingSuite } from './shares/giving.suite.ts'
import { sharingModelSuite } from './shares/model.suite.ts'
import { rightsSuite } from './shares/rights.suite.ts'
import { toldSuite } from './shares/told.suite.ts'
import { spaceUseSuite } from './space-use/space-use.suite.ts'
import { handOverSuite } from './spaces/hand-over/hand-over.suite.ts'
import { compactSuite } from './sweep/compact.suite.ts'
import { tagsSuite } from './tags/tags.suite.ts'
import { trashSuite } from './trash/trash.suite.ts'
import { foreseeSuite } from './uploads/foresee.suite.ts'
import { uploadsSuite } from './uploads/uploads.suite.ts'

academiesSuite('SQLite')
portalSuite('SQLite')
accountLettersSuite('SQLite')
activitySuite('SQLite')
byIdSuite('SQLite')
copySuite('SQLite')
keepBehindSuite('SQLite')
etagsSuite('SQLite')
mountsSuite('SQLite')
viewsSuite('SQLite')
groupsSuite('SQLite')
identitiesSuite('SQLite')
heldAnswersSuite('SQLite')
rightsSuite('SQLite')
toldSuite('SQLite')
givingSuite('SQLite')
sharingModelSuite('SQLite', 20)
locateSuite('SQLite')
modelSuite('SQLite', 60)
uploadsSuite('SQLite', 50)
compactSuite('SQLite')
locksSuite('SQLite')
trashSuite('SQLite')
handOverSuite('SQLite')
rollbackSuite('SQLite')
retentionSuite('SQLite')
previewsSuite('SQLite')
searchSuite('SQLite')
mailSuite('SQLite')
tagsSuite('SQLite')
commentsSuite('SQLite')
boxesSuite('SQLite')
malwareSuite('SQLite')
preferencesSuite('SQLite')
secondFactorSuite('SQLite')
spaceUseSuite('SQLite')
foreseeSuite('SQLite')
