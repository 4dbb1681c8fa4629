'use strict'
var fs = require('fs')
var path = require('path')
var launch = require('./launch.cjs')

// Everything in test/faults, with as many kills as the first argument says (100 unless told otherwise).
launch.refuseOldNode()
launch.install()
launch.putNodeFirst()
process.chdir(launch.root)
var kills = /^\d+$/.test(process.argv[2] || '') ? process.argv[2] : '100'
var folder = path.join('test', 'torture', 'results')
var started = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
var file = path.join(folder, started.replace(/:/g, '-') + '.md')
fs.mkdirSync(folder, { recursive: true })
fs.writeFileSync(file, '# Torture, ' + started + '\n')
process.env.TEST_KILLS = kills
process.env.TEST_REPORT = path.resolve(file)
console.log('The report is written to ' + file)
launch.become(
  path.join(launch.root, 'node_modules', 'vitest', 'vitest.mjs'),
  ['run', '--project', 'faults'].concat(process.argv.slice(kills === process.argv[2] ? 3 : 2))
)
