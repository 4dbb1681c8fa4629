import 'virtual:tokens.css'
import './look/base.css'
import './look/fonts.css'
import { open } from './app.tsx'
import { prepareAnnouncements } from './look/announce.ts'
import { start } from './session/start.ts'
import { loadWords } from './words/load.ts'

await loadWords(start().language)
prepareAnnouncements()
open(document.getElementById('app')!)
