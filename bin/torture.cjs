'use strict'
var fs = require('fs')
var path = require('path')
var launch = require('./launch.cjs')

// npm run torture [KILLS] [-- [--minutes N] [crowd | kill | postgres | …]]
// Everything in test/faults, or what the names say; 100 kills and a crowd of ten minutes unless told otherwise.
launch.refuseOldNode()
launch.install()
launch.putNodeFirst()
process.chdir(launch.root)
var words = process.argv.slice(2)
var kills = '100'
var minutes = '10'
var rest = []
while (words.length > 0) {
  var word = words.shift()
  if (/^\d+$/.test(word)) kills = word
  else if (word === '--minutes') minutes = words.shift()
  else rest.push(word)
}
if (!(Number(minutes) > 0)) {
  console.error('--minutes needs a number')
  process.exit(2)
}
var folder = path.join('test', 'torture', 'results')
var started = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
var file = path.join(folder, started.replace(/:/g, '-') + '.md')
fs.mkdirSync(folder, { recursive: true })
fs.writeFileSync(file, '# Torture, ' + started + '\n')
process.env.TEST_KILLS = kills
process.env.TEST_CROWD_MINUTES = minutes
process.env.TEST_REPORT = path.resolve(file)
console.log('The report is written to ' + file)
launch.become(
  path.join(launch.root, 'node_modules', 'vitest', 'vitest.mjs'),
  ['run', '--project', 'faults'].concat(rest)
)
