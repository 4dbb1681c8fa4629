import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What tests may need of the machine, each with the programs it consists of. */
const programs = {
  postgres: ['postgres', 'initdb'],
  s3: ['ceph-mon', 'ceph-osd', 'ceph-mgr', 'ceph', 'ceph-authtool', 'monmaptool', 'radosgw', 'radosgw-admin'],
  redis: ['redis-server'],
  nextcloudcmd: ['nextcloudcmd'],
  desktop: [
    'nextcloud',
    'Xvfb',
    'openbox',
    'dbus-daemon',
    'gnome-keyring-daemon',
    'at-spi2-registryd',
    'ffmpeg',
  ],
  litmus: ['litmus'],
  cadaver: ['cadaver'],
  davfs2: ['mount.davfs'],
  rclone: ['rclone'],
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  archivers: ['unzip', 'bsdtar', 'tar'],
  ffmpeg: ['ffmpeg'],
  libreoffice: ['soffice'],
  clamd: ['clamd'],
  simplesamlphp: ['php', 'openssl'],
  mounting: ['mount', 'umount'],
} as const

export type Tool = keyof typeof programs

/** The name a person knows it by. */
export const toolNames: Record<Tool, string> = {
  postgres: 'PostgreSQL',
  s3: 'an S3 server (Ceph RGW)',
  redis: 'Redis',
  nextcloudcmd: 'the Nextcloud sync client (nextcloudcmd)',
  desktop:
    'the Nextcloud desktop client, or what stands in for a desktop (Xvfb, openbox, D-Bus, keyring, AT-SPI)',
  litmus: 'litmus',
  cadaver: 'cadaver',
  davfs2: 'davfs2',
  rclone: 'rclone',
  chromium: 'Chromium',
  firefox: 'Firefox ESR',
  archivers: 'unzip and bsdtar',
  ffmpeg: 'ffmpeg',
  libreoffice: 'LibreOffice (Writer, Calc, Impress)',
  clamd: 'ClamAV (clamd)',
  simplesamlphp: 'simpleSAMLphp with PHP (simplesamlphp, php-cli, php-xml)',
  mounting: 'the right to mount file systems',
}

/** Debian keeps PostgreSQL's server programs, administrators' tools and helpers of desktops off an ordinary PATH. */
const beyondPath = ['/usr/sbin', '/sbin', '/usr/lib/postgresql/15/bin', '/usr/libexec']

/**
 * Where a program lies; undefined when the machine lacks it. Folders only are looked at, nothing is run.
 * `TEST_WITHOUT` (tools, comma-separated) plays a machine that lacks some.
 */
export function findProgram(name: string): string | undefined {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...beyondPath]) {
    if (!folder) continue
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {}
  }
  return undefined
}

export const program = (name: string): string => {
  const path = findProgram(name)
  if (!path) throw new Error(`${name} is not installed`)
  return path
}

export function installed(tool: Tool): boolean {
  if ((process.env.TEST_WITHOUT ?? '').split(',').includes(tool)) return false
  if (tool === 'mounting' && !mayMount()) return false
  return programs[tool].every((name) => findProgram(name) !== undefined)
}

const CAP_SYS_ADMIN = 21n

/** Root of a container may not. */
function mayMount(): boolean {
  try {
    const [, effective] = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return ((BigInt(`0x${effective ?? '0'}`) >> CAP_SYS_ADMIN) & 1n) === 1n
  } catch {
    return false
  }
}
