'use strict'
var path = require('path')
var launch = require('./launch.cjs')

launch.refuseOldNode()
launch.install()
launch.putNodeFirst()
process.chdir(launch.root)
launch.become(
  path.join(launch.root, 'node_modules', 'vitest', 'vitest.mjs'),
  ['run'].concat(process.argv.slice(2))
)
