'use strict'
// Written in old syntax on purpose: whatever Node is on the machine must be able to read this file, so as to
// install and start the one that Nuage needs.

var fs = require('fs')
var path = require('path')

var NEEDED_TO_START = 20
var NEEDED_TO_RUN = 24

var root = path.dirname(path.dirname(fs.realpathSync(__filename)))
var dist = path.join(root, 'dist')
var bundle = path.join(dist, 'nuage.mjs')
var installStamp = path.join(root, 'node_modules', '.nuage-install')
var buildStamp = path.join(dist, '.nuage-build')

/** What the bundle is made from; a change below any of these makes it stale. */
var SOURCES = [
  'server/src',
  'contract/src',
  'web',
  'docs/aide',
  'tools/build.ts',
  'tools/build-web.ts',
  'package-lock.json'
]
var NOT_SOURCES = /^(node_modules|dist)$|\.(test|suite)\.tsx?$/

function fail(sentence) {
  process.stderr.write('nuage: ' + sentence + '\n')
  process.exit(1)
}

function say(sentence) {
  process.stderr.write(sentence + '\n')
}

function major(version) {
  return Number(version.replace(/^v/, '').split('.')[0])
}

function refuseOldNode() {
  if (major(process.version) >= NEEDED_TO_START) return
  fail(
    'needs Node ' +
      NEEDED_TO_START +
      ' or newer to start, and this is ' +
      process.version +
      '; install a newer one from https://nodejs.org'
  )
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    return undefined
  }
}

function writeAtomically(file, text) {
  var temporary = file + '.' + process.pid
  fs.writeFileSync(temporary, text)
  fs.renameSync(temporary, file)
}

function digest(text) {
  return require('crypto').createHash('sha256').update(text).digest('hex')
}

function modifiedAt(file) {
  try {
    return fs.statSync(file).mtimeMs
  } catch (error) {
    return undefined
  }
}

function isInstalled(lockDigest) {
  var stamp = readIfThere(installStamp)
  if (stamp !== undefined) return stamp === lockDigest
  // Installed by hand: npm writes its own lock last, so a newer one tells that it finished with this one.
  var finished = modifiedAt(path.join(root, 'node_modules', '.package-lock.json'))
  return finished !== undefined && finished >= modifiedAt(path.join(root, 'package-lock.json'))
}

function runNpm(args) {
  var spawnSync = require('child_process').spawnSync
  // Under `npm start` the npm that runs us is known by its file; elsewhere it is looked up.
  var own = process.env.npm_execpath
  var viaNode = own !== undefined && /npm-cli\.js$/.test(own)
  var command = viaNode ? process.execPath : 'npm'
  // Nothing but the caller's own answer may reach stdout: `bin/nuage … --json` is read by programs.
  var options = { cwd: root, stdio: ['ignore', 2, 2] }
  var result = spawnSync(command, viaNode ? [own].concat(args) : args, options)
  if (result.error) fail('cannot run npm: ' + result.error.message)
  if (result.status !== 0) fail('the installation failed; what npm says stands above')
}

function install() {
  var lock = readIfThere(path.join(root, 'package-lock.json'))
  if (lock === undefined) fail('package-lock.json is missing from ' + root)
  var lockDigest = digest(lock)
  if (isInstalled(lockDigest)) return
  oneAtATime(function () {
    if (isInstalled(lockDigest)) return
    say('Installing Nuage (once, about a minute)…')
    // Scripts stay off: every binary we use comes inside its package. Optional packages hold Node itself.
    var flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    runNpm(['ci'].concat(flags, ['--include=dev', '--include=optional']))
    writeAtomically(installStamp, lockDigest)
  })
}

/** Every source with its size and time: reading none of them keeps a start that changes nothing quick. */
function listSources(file, name, lines) {
  if (NOT_SOURCES.test(name)) return
  var stat
  try {
    stat = fs.statSync(file)
  } catch (error) {
    return
  }
  if (!stat.isDirectory()) {
    lines.push(path.relative(root, file) + ' ' + stat.size + ' ' + stat.mtimeMs)
    return
  }
  fs.readdirSync(file).forEach(function (child) {
    listSources(path.join(file, child), child, lines)
  })
}

function sourcesDigest() {
  var lines = []
  SOURCES.forEach(function (source) {
    listSources(path.join(root, source), path.basename(source), lines)
  })
  return digest(lines.sort().join('\n'))
}

function isBuilt(sources) {
  return readIfThere(buildStamp) === sources && fs.existsSync(bundle)
}

function build() {
  if (isBuilt(sourcesDigest())) return
  oneAtATime(function () {
    var sources = sourcesDigest()
    if (isBuilt(sources)) return
    say('Building Nuage…')
    var spawnSync = require('child_process').spawnSync
    var command = [path.join(root, 'tools', 'build.ts')]
    var result = spawnSync(findNode(), command, { cwd: root, stdio: ['ignore', 2, 2] })
    if (result.error) fail('cannot build: ' + result.error.message)
    if (result.status !== 0) fail('the build failed; the reason stands above')
    writeAtomically(buildStamp, sources)
  })
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Longer than any installation takes: who has held the lock since then died with the machine. */
var ABANDONED_MS = 15 * 60 * 1000

function isAbandoned(lock) {
  var since = modifiedAt(lock)
  if (since === undefined) return false
  var holder = Number(readIfThere(lock))
  return (holder > 0 && !isAlive(holder)) || Date.now() - since > ABANDONED_MS
}

function take(lock) {
  try {
    fs.mkdirSync(dist, { recursive: true })
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    fail('cannot write in ' + dist + ': ' + error.message)
  }
}

/** `npm start` and `bin/nuage` may both find work to do on a fresh clone; the second waits for the first. */
function oneAtATime(work) {
  var lock = path.join(dist, '.nuage-busy')
  var waiting = false
  while (!take(lock)) {
    if (isAbandoned(lock)) fs.rmSync(lock, { force: true })
    else if (!waiting) say('Waiting for another start of Nuage to finish installing…')
    waiting = true
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
  function release() {
    fs.rmSync(lock, { force: true })
  }
  process.once('exit', release)
  work()
  process.removeListener('exit', release)
  release()
}

/** The Node that runs Nuage: this one when it is new enough, else the one that the installation brought. */
function findNode() {
  if (major(process.version) >= NEEDED_TO_RUN) return process.execPath
  var name = 'node-' + process.platform + '-' + process.arch
  var brought = path.join(root, 'node_modules', name, 'bin', 'node')
  if (fs.existsSync(brought)) return brought
  fail(
    'runs on Node ' +
      NEEDED_TO_RUN +
      ', which is not brought along for ' +
      process.platform +
      ' on ' +
      process.arch +
      '; install it from https://nodejs.org and start again'
  )
}

/**
 * What V8 must be told before it starts. On a large machine it lets what is young grow to 192 MiB before it tidies up;
 * a server that passes bytes on has nothing to gain from that (measured: a third less memory at the same CPU).
 */
var FRUGAL = ['--max-semi-space-size=8']

/** Runs a module under the right Node in the place of this process; its exit code becomes ours. */
function become(module, args) {
  var node = findNode()
  var flags = ['--enable-source-maps'].concat(args[0] === 'serve' ? FRUGAL : [])
  var told = flags.every(function (flag) {
    return flag === '--enable-source-maps' || process.execArgv.indexOf(flag) >= 0
  })
  if (node === process.execPath && !told && process.execve) {
    // The same process goes on with the flags: whoever started it, and sends it signals, sees no other.
    process.execve(
      node,
      [node, '--disable-warning=ExperimentalWarning'].concat(flags, module, args),
      process.env
    )
  }
  if (node === process.execPath) {
    process.argv = [node, module].concat(args)
    process.setSourceMapsEnabled(true)
    import(require('url').pathToFileURL(module).href).catch(function (error) {
      process.stderr.write((error && error.stack) + '\n')
      process.exit(1)
    })
    return
  }
  var spawn = require('child_process').spawn
  var child = spawn(node, flags.concat(module, args), { stdio: 'inherit' })
  ;['SIGTERM', 'SIGINT', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal)
    })
  })
  child.on('error', function (error) {
    fail('cannot start ' + node + ': ' + error.message)
  })
  child.on('exit', function (code, signal) {
    process.exit(signal ? 128 + require('os').constants.signals[signal] : code)
  })
}

/** Whatever the program starts by the name of `node` must be the right one too. */
function putNodeFirst() {
  process.env.PATH = path.dirname(findNode()) + path.delimiter + process.env.PATH
}

module.exports = {
  become: become,
  build: build,
  bundle: bundle,
  install: install,
  putNodeFirst: putNodeFirst,
  refuseOldNode: refuseOldNode,
  root: root
}
