import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../daemon.ts'

/** What the provider does from the next request on; its configuration reads it each time. */
export interface Manners {
  /** By login; the password is the same for everybody. */
  people: Record<string, Record<string, string | string[]>>
  /** Who is served: `metadata` as simpleSAMLphp describes remote services. */
  services: Record<string, Record<string, unknown>>
  /** Added to its description of itself: which key it signs with, how, what it leaves unsigned. */
  self: Record<string, unknown>
}

export const PASSWORD = 'correct horse'

const READ = (folder: string, what: string): string =>
  `<?php $manners = json_decode(file_get_contents('${folder}/manners.json'), true);\n${what}`

/** simpleSAMLphp's own files, in a folder of its own. */
export async function configure(folder: string, base: string): Promise<void> {
  for (const name of ['config', 'metadata', 'cert', 'log', 'data', 'temp', 'sessions'])
    await mkdir(join(folder, name))
  await writeFile(
    join(folder, 'config', 'config.php'),
    `<?php
$config = [
  'baseurlpath' => '${base}/', 'certdir' => '${folder}/cert/', 'loggingdir' => '${folder}/log/',
  'datadir' => '${folder}/data/', 'tempdir' => '${folder}/temp', 'metadatadir' => '${folder}/metadata/',
  'secretsalt' => 'salt of a test', 'auth.adminpassword' => 'admin of a test', 'timezone' => 'UTC',
  'technicalcontact_email' => 'nobody@example.org', 'admin.checkforupdates' => false,
  'logging.handler' => 'file', 'logging.level' => 6, 'showerrors' => true, 'errorreporting' => false,
  'enable.saml20-idp' => true, 'module.enable' => ['core' => true, 'saml' => true, 'exampleauth' => true],
  'session.cookie.secure' => false, 'session.cookie.samesite' => null, 'session.phpsession.savepath' => '${folder}/sessions',
  'language.available' => ['en'], 'language.default' => 'en', 'language.cookie.secure' => false, 'language.cookie.samesite' => null,
  'store.type' => 'phpsession', 'metadata.sources' => [['type' => 'flatfile', 'directory' => '${folder}/metadata']],
];
`,
  )
  await writeFile(
    join(folder, 'config', 'authsources.php'),
    READ(
      folder,
      `$config = ['people' => ['exampleauth:UserPass']];
foreach ($manners['people'] as $login => $attributes) $config['people'][$login . ':${PASSWORD}'] = $attributes;
`,
    ),
  )
  await writeFile(
    join(folder, 'metadata', 'saml20-idp-hosted.php'),
    READ(
      folder,
      `$metadata['${base}/idp'] = array_merge(['host' => '__DEFAULT__', 'auth' => 'people',
  'privatekey' => 'first.key', 'certificate' => 'first.crt',
  'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  'authproc' => [3 => ['class' => 'saml:AttributeNameID', 'attribute' => 'uid', 'Format' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent']],
], $manners['self']);
`,
    ),
  )
  await writeFile(
    join(folder, 'metadata', 'saml20-sp-remote.php'),
    READ(folder, `foreach ($manners['services'] as $id => $service) $metadata[$id] = $service;\n`),
  )
  // PHP's built-in server hands /module.php/core/… to a file only when told so.
  await writeFile(
    join(folder, 'router.php'),
    `<?php
$root = '/usr/share/simplesamlphp/www';
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
// Its pages send their answers by a script of theirs.
if (preg_match('#^/simplesaml(/resources/(?:[\\w-]+/)*[\\w-]+\\.(js|css))$#', $path, $asset) && is_file($root . $asset[1])) {
  header('Content-Type: text/' . ($asset[2] === 'js' ? 'javascript' : 'css'));
  readfile($root . $asset[1]);
  return true;
}
if (!preg_match('#^/simplesaml((?:/[\\w-]+)*/[\\w-]+\\.php)(/.*)?$#', $path, $found)) { http_response_code(404); return true; }
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/simplesaml' . $found[1];
$_SERVER['SCRIPT_FILENAME'] = $root . $found[1];
if (isset($found[2])) $_SERVER['PATH_INFO'] = $found[2];
chdir(dirname($root . $found[1]));
require $root . $found[1];
`,
  )
}

/** A key and a certificate that it signed itself, as files `<name>.key` and `<name>.crt`. */
export async function makeKey(folder: string, name: string, bits = 2048): Promise<void> {
  const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)]
  await run('openssl', [
    ...['req', '-x509', '-newkey', `rsa:${bits}`, '-nodes', '-keyout', key, '-out', certificate],
    ...['-days', '3650', '-subj', `/CN=${name}.example.org`],
  ])
}
