'use strict'
var launch = require('./launch.cjs')

launch.refuseOldNode()
launch.install()
launch.build()
launch.become(launch.bundle, ['serve'].concat(process.argv.slice(2)))
