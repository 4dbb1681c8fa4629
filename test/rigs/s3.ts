import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Daemon, forgetFolder, freePort, removeAtExit, run, startDaemon, until } from './daemon.ts'
import { program } from './installed.ts'

export interface S3Rig {
  /** `s3://?endpoint=…&region=…&accessKeyId=…&secretAccessKey=…`: the server, no bucket yet. */
  readonly server: string
  /** Address, as in NUAGE_BLOBS, of a bucket nobody else uses; it is made when first opened. */
  bucket(): string
  stop(): Promise<void>
}

const accessKeyId = 'nuage-test'
const secretAccessKey = 'nuage-test-secret'

/**
 * A throw-away Ceph cluster (monitor, manager, one object store in memory) with its S3 gateway on free
 * loopback ports. It takes some ten seconds and 0.6 GB of memory.
 */
export async function startS3(): Promise<S3Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-s3-'))
  removeAtExit(folder)
  const daemons: Daemon[] = []
  const stop = async () => {
    for (const daemon of daemons.reverse()) await daemon.stop('SIGKILL')
    await rm(folder, { recursive: true, force: true })
    forgetFolder(folder)
  }
  try {
    const port = await startCluster(folder, daemons)
    const server = `s3://?${new URLSearchParams({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'default',
      accessKeyId,
      secretAccessKey,
    })}`
    return { server, bucket: () => freshBucket(server), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** @param server as in S3Rig */
export const freshBucket = (server: string): string =>
  server.replace('s3://', `s3://nuage-${randomBytes(8).toString('hex')}`)

async function startCluster(folder: string, daemons: Daemon[]): Promise<number> {
  const monitorPort = await freePort()
  const conf = join(folder, 'ceph.conf')
  const fsid = randomUUID()
  await writeFile(conf, configuration(folder, fsid, monitorPort))
  for (const name of ['mon', 'mgr', 'osd', 'rgw']) await mkdir(join(folder, name))
  await makeKeyrings(folder)

  const start = (name: string, ...args: string[]) => {
    const daemon = startDaemon(program(name), ['-c', conf, '-f', ...args], { cwd: folder })
    daemons.push(daemon)
    return daemon
  }
  const monmap = join(folder, 'monmap')
  await run(program('monmaptool'), [
    ...['--create', '--fsid', fsid, '--addv', 'a', `[v2:127.0.0.1:${monitorPort}]`, monmap],
  ])
  const asMonitor = ['-c', conf, '-i', 'a', '--monmap', monmap, '--keyring', join(folder, 'keyring.all')]
  await run(program('ceph-mon'), ['--mkfs', ...asMonitor])
  const monitor = start('ceph-mon', '-i', 'a')

  // The command waits for the monitor by itself.
  const osdId = randomUUID()
  await run(program('ceph'), ['-c', conf, '--connect-timeout', '60', 'osd', 'new', osdId]).catch((error) => {
    throw new Error(`${error.message}\n${monitor.output()}`)
  })
  start('ceph-mgr', '-i', 'x')
  await run(program('ceph-osd'), ['-c', conf, '-i', '0', '--mkfs', '--osd-uuid', osdId])
  start('ceph-osd', '-i', '0')

  await run(program('radosgw-admin'), [
    ...['-c', conf, 'user', 'create', '--uid', 'nuage', '--display-name', 'Nuage', '--max-buckets', '100000'],
    ...['--access-key', accessKeyId, '--secret', secretAccessKey],
  ])
  const port = await freePort()
  const gateway = start('radosgw', '-n', 'client.rgw.a', `--rgw-frontends=beast endpoint=127.0.0.1:${port}`)
  await until(gateway, 'The S3 gateway', async () => (await fetch(`http://127.0.0.1:${port}/`)).ok, 90_000)
  return port
}

/** One key for each, imported into the monitor as it is made: nothing has to be registered afterwards. */
async function makeKeyrings(folder: string): Promise<void> {
  const all = join(folder, 'keyring.all')
  const everything = ['mon', 'osd', 'mgr'].flatMap((kind) => ['--cap', kind, 'allow *'])
  const byName: [name: string, file: string, caps: string[]][] = [
    ['mon.', 'keyring.mon.', ['--cap', 'mon', 'allow *']],
    ['client.admin', 'keyring.client.admin', everything],
    ['mgr.x', 'mgr/keyring', ['--cap', 'mon', 'allow profile mgr', '--cap', 'osd', 'allow *']],
    [
      'osd.0',
      'osd/keyring',
      ['--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *', '--cap', 'mgr', 'allow profile osd'],
    ],
    [
      'client.rgw.a',
      'keyring.client.rgw.a',
      ['--cap', 'mon', 'allow rw', '--cap', 'osd', 'allow rwx', '--cap', 'mgr', 'allow rw'],
    ],
  ]
  const authtool = program('ceph-authtool')
  await run(authtool, ['--create-keyring', all])
  for (const [name, file, caps] of byName) {
    const path = join(folder, file)
    await run(authtool, ['--create-keyring', path, '--gen-key', '-n', name, ...caps])
    await run(authtool, [all, '--import-keyring', path])
  }
}

const configuration = (folder: string, fsid: string, monitorPort: number) => `[global]
fsid = ${fsid}
mon host = [v2:127.0.0.1:${monitorPort}]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
; with "none" the gateway hangs for minutes
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
run dir = ${folder}
admin socket = ""
log file = ${folder}/$name.log
pid file = ${folder}/$name.pid
crash dir = ${folder}
keyring = ${folder}/keyring.$name
mon data = ${folder}/mon
mgr data = ${folder}/mgr
osd data = ${folder}/osd
rgw data = ${folder}/rgw
mon allow pool size one = true
mon osd initial require min compat client = luminous
mon data avail crit = 1
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 8589934592
; what is deleted is memory: give it back soon
rgw gc obj min wait = 5
rgw gc processor period = 5
[mon]
keyring = ${folder}/mon/keyring
[mgr]
keyring = ${folder}/mgr/keyring
[osd]
keyring = ${folder}/osd/keyring
`
