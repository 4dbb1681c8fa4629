'use strict'
var path = require('path')
var launch = require('./launch.cjs')

launch.refuseOldNode()
launch.install()
launch.build()
launch.putNodeFirst()
launch.become(path.join(launch.root, 'bench', 'bench.ts'), process.argv.slice(2))
