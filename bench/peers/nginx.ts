import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, startDaemon, until } from '../../test/rigs/daemon.ts'
import { findProgram } from '../../test/rigs/installed.ts'
import { answers } from './answers.ts'
import type { Contender } from './contender.ts'
import { isRoot, makePlace, type Place } from './place.ts'

/** PROPFIND is not part of nginx itself. */
const EXTENSION = '/usr/lib/nginx/modules/ngx_http_dav_ext_module.so'

const configuration = (place: Place, port: number): string => `
${existsSync(EXTENSION) ? `load_module ${EXTENSION};` : ''}
${isRoot() ? 'user root;' : ''}
daemon off;
worker_processes auto;
pid ${place.work}/temp/pid;
error_log ${place.work}/error.log error;
events { worker_connections 256; }
http {
  access_log off;
  include /etc/nginx/mime.types;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  client_max_body_size 0;
  client_body_temp_path ${place.work}/temp/body;
  proxy_temp_path ${place.work}/temp/proxy;
  fastcgi_temp_path ${place.work}/temp/fastcgi;
  uwsgi_temp_path ${place.work}/temp/uwsgi;
  scgi_temp_path ${place.work}/temp/scgi;
  server {
    listen 127.0.0.1:${port};
    root ${place.files};
    auth_basic bench;
    auth_basic_user_file ${place.htpasswd};
    dav_methods PUT DELETE MKCOL COPY MOVE;
    ${existsSync(EXTENSION) ? 'dav_ext_methods PROPFIND OPTIONS;' : ''}
  }
}
`

/** nginx with its own dav module, and the extension for PROPFIND where it is installed. */
export async function startNginx(folder: string): Promise<Contender> {
  const program = findProgram('nginx')
  if (program === undefined) throw new Error('nginx is not installed')
  const place = await makePlace(folder, 'nginx')
  const port = await freePort()
  const file = join(place.work, 'nginx.conf')
  await writeFile(file, configuration(place, port))
  const daemon = startDaemon(program, ['-c', file, '-e', join(place.work, 'error.log')], { cwd: place.work })
  await until(daemon, 'nginx', () => answers(port), 20_000)
  return {
    name: 'nginx',
    roots: [daemon.pid],
    port,
    base: '',
    headers: place.headers,
    folder: place.files,
    stop: () => daemon.stop('SIGTERM'),
  }
}
