import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, startDaemon, until } from '../../test/rigs/daemon.ts'
import { findProgram } from '../../test/rigs/installed.ts'
import { answers } from './answers.ts'
import type { Contender } from './contender.ts'
import { handOver, isRoot, makePlace, type Place } from './place.ts'

const MODULES = '/usr/lib/apache2/modules'
const ACCOUNT = 'www-data'

const modules = [
  ...['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic'],
  ...['mime', 'dav', 'dav_fs', 'setenvif'],
]

const configuration = (place: Place, port: number): string => `
ServerName 127.0.0.1
ServerRoot ${place.work}
DefaultRuntimeDir ${place.work}/temp
PidFile ${place.work}/temp/pid
Mutex file:${place.work}/temp default
Listen 127.0.0.1:${port}
${modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
${isRoot() ? `User ${ACCOUNT}\nGroup ${ACCOUNT}` : ''}
TypesConfig /etc/mime.types
ErrorLog ${place.work}/error.log
LogLevel error
KeepAlive On
MaxKeepAliveRequests 0
KeepAliveTimeout 75
Timeout 300
LimitRequestBody 0
LimitXMLRequestBody 0
DavLockDB ${place.work}/temp/locks
DocumentRoot ${place.files}
<Directory ${place.files}>
  Dav On
  DavDepthInfinity On
  AllowOverride None
  AuthType Basic
  AuthName bench
  AuthUserFile ${place.htpasswd}
  Require valid-user
</Directory>
`

/** Apache with mod_dav and mod_dav_fs, as Debian ships it. */
export async function startApache(folder: string): Promise<Contender> {
  const program = findProgram('apache2')
  if (program === undefined) throw new Error('apache2 is not installed')
  const place = await makePlace(folder, 'apache')
  if (isRoot()) await handOver(place, ACCOUNT)
  const port = await freePort()
  const file = join(place.work, 'apache.conf')
  await writeFile(file, configuration(place, port))
  const daemon = startDaemon(program, ['-f', file, '-DFOREGROUND'], { cwd: place.work })
  await until(daemon, 'Apache', () => answers(port), 20_000)
  return {
    name: 'apache',
    roots: [daemon.pid],
    port,
    base: '',
    headers: place.headers,
    folder: place.files,
    stop: () => daemon.stop('SIGTERM'),
  }
}
