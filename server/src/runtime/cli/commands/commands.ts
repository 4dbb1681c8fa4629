import type { Command } from '../command.ts'
import { academyAdd } from './academy/add.ts'
import { academyList } from './academy/list.ts'
import { academyRemove } from './academy/remove.ts'
import { academySet } from './academy/set.ts'
import { backup } from './backup.ts'
import { doctor } from './doctor.ts'
import { groupAdd } from './group/add.ts'
import { groupAddMember } from './group/add-member.ts'
import { groupList } from './group/list.ts'
import { groupRemove } from './group/remove.ts'
import { groupRemoveMember } from './group/remove-member.ts'
import { help } from './help.ts'
import { identityJoin } from './identity/join.ts'
import { identityList } from './identity/list.ts'
import { identityPart } from './identity/part.ts'
import { jobs } from './jobs.ts'
import { mailList } from './mail/list.ts'
import { mailRetry } from './mail/retry.ts'
import { mailShow } from './mail/show.ts'
import { providerAdd } from './provider/add.ts'
import { providerList } from './provider/list.ts'
import { providerMapGroup } from './provider/map-group.ts'
import { providerRemove } from './provider/remove.ts'
import { providerSet } from './provider/set.ts'
import { providerTest } from './provider/test.ts'
import { restore } from './restore.ts'
import { rollback } from './rollback.ts'
import { serve } from './serve.ts'
import { settingsGet } from './settings/get.ts'
import { settingsList } from './settings/list.ts'
import { settingsSet } from './settings/set.ts'
import { tileAdd } from './tile/add.ts'
import { tileList } from './tile/list.ts'
import { tileOrder } from './tile/order.ts'
import { tileRemove } from './tile/remove.ts'
import { tileSet } from './tile/set.ts'
import { tokenAdd } from './token/add.ts'
import { tokenList } from './token/list.ts'
import { tokenRemove } from './token/remove.ts'
import { tokenWipe } from './token/wipe.ts'
import { userAdd } from './user/add.ts'
import { userDisable } from './user/disable.ts'
import { userEnable } from './user/enable.ts'
import { userHandOver } from './user/hand-over.ts'
import { userList } from './user/list.ts'
import { userRemove } from './user/remove.ts'
import { userSecondFactorReset } from './user/second-factor-reset.ts'
import { userSet } from './user/set.ts'
import { userShow } from './user/show.ts'
import { version } from './version.ts'

/** Every command of `nuage`, one file each. Loaded at every call: what is heavy is imported inside `run`. */
export const commands: readonly Command[] = [
  help,
  serve,
  version,
  doctor,
  backup,
  restore,
  rollback,
  jobs,
  userAdd,
  userList,
  userShow,
  userSet,
  userDisable,
  userEnable,
  userHandOver,
  userRemove,
  userSecondFactorReset,
  groupAdd,
  groupRemove,
  groupList,
  groupAddMember,
  groupRemoveMember,
  academyAdd,
  academySet,
  academyList,
  academyRemove,
  tileAdd,
  tileSet,
  tileList,
  tileRemove,
  tileOrder,
  providerAdd,
  providerSet,
  providerList,
  providerTest,
  providerMapGroup,
  providerRemove,
  identityList,
  identityJoin,
  identityPart,
  tokenAdd,
  tokenList,
  tokenRemove,
  tokenWipe,
  settingsList,
  settingsGet,
  settingsSet,
  mailList,
  mailShow,
  mailRetry,
]
