import 'virtual:tokens.css'
import './look/base.css'
import './look/fonts.css'
import { bringScreen } from './address/screens.ts'
import { open } from './app.tsx'
import { askAhead } from './folder/ahead.ts'
import * as folder from './folder/screen.tsx'
import { prepareAnnouncements } from './look/announce.ts'
import { start } from './session/start.ts'
import { loadWords } from './words/load.ts'

const asked = askAhead()
// Most addresses lead there: it is not fetched after all else.
bringScreen('folder/screen.tsx', folder)
await Promise.all([loadWords(start().language), asked])
prepareAnnouncements()
open(document.getElementById('app')!)
