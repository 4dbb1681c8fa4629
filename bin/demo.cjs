'use strict'
var path = require('path')
var launch = require('./launch.cjs')

launch.refuseOldNode()
launch.install()
launch.putNodeFirst()
launch.become(path.join(launch.root, 'tools', 'demo.ts'), process.argv.slice(2))
